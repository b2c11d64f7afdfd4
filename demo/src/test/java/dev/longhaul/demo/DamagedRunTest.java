package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.longhaul.Hazard;
import dev.longhaul.Main;
import dev.longhaul.cli.ExitCode;
import dev.longhaul.cli.Terminal;
import dev.longhaul.demo.SharedServers.Bucket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `longhaul run` as a process on a ledger that something happened to: it says what and how to mend
/// it, and what is mended loses nothing, because the buckets are the truth.
@Timeout(900)
final class DamagedRunTest {
  @TempDir private Path folder;
  private final Bucket source = SharedServers.onS3Mock();
  private final Bucket destination = SharedServers.onS3Proxy();
  private final List<RunProcess> started = new ArrayList<>();
  private Path configuration = Path.of("unset");

  @BeforeEach
  void haveALedger() throws Exception {
    configuration = configuration();
    source.samples().put(objects("before/"));
    runUntilEqual();
    source.samples().put(objects("meanwhile/"));
    source.samples().delete("before/0");
  }

  @AfterEach
  void leaveNoProcess() throws Exception {
    for (RunProcess process : started) {
      process.kill();
    }
  }

  private static List<Sample> objects(String prefix) {
    return IntStream.range(0, 20).mapToObj(number -> Sample.of(prefix + number, 2_000)).toList();
  }

  private Path configuration() throws IOException {
    return Files.writeString(
        folder.resolve("longhaul.yaml"),
        """
        state: state
        console:
          listen: none
        stores:
          near:
        %s  far:
        %sroutes:
          only:
            source: near
            destination: far
            deletes: mirror
            scans:
              - prefix: ""
                every: 5s
        """
            .formatted(RunProcess.store(folder, source), RunProcess.store(folder, destination)));
  }

  private RunProcess start(List<String> before) throws IOException {
    RunProcess process = RunProcess.start(configuration, before.toArray(String[]::new));
    started.add(process);
    return process;
  }

  private Path ledger() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("state"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("route-.*\\.sqlite"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void assertRefuses(RunProcess process, String... words) throws Exception {
    process.assertEnds(ExitCode.UNKNOWN);
    assertThat(process.log()).contains(words).doesNotContain("Exception");
  }

  private void rebuild() {
    String state = folder.resolve("state").toString();
    var out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    ExitCode rebuilt =
        Main.run(
            new String[] {"ledger", "rebuild", "--state", state},
            new Terminal(printed, printed, false));
    assertThat(rebuilt).as(out.toString(StandardCharsets.UTF_8)).isEqualTo(ExitCode.DONE);
  }

  private void assertGoesOn() throws Exception {
    runUntilEqual();
    assertThat(source.differencesTo(destination)).isEmpty();
  }

  private void runUntilEqual() throws Exception {
    RunProcess run = start(List.of());
    run.await(() -> source.keys().equals(destination.keys()));
    run.signal("TERM");
    run.assertEnds(ExitCode.DONE);
  }

  @Test
  @Hazard(17)
  void aLedgerThatWasCutIsRefusedAndLosesNothingOnceRebuilt() throws Exception {
    byte[] bytes = Files.readAllBytes(ledger());
    Files.write(ledger(), java.util.Arrays.copyOf(bytes, bytes.length * 2 / 3));

    assertRefuses(start(List.of()), "damaged", "longhaul ledger rebuild " + ledger());
    rebuild();
    assertGoesOn();
  }

  @Test
  @Hazard(17)
  void aLedgerWithFlippedBitsIsRefusedAndLosesNothingOnceRebuilt() throws Exception {
    byte[] bytes = Files.readAllBytes(ledger());
    // A bit of every hundredth byte behind the header: no page stays whole.
    for (int at = 200; at < bytes.length; at += 100) {
      bytes[at] ^= 4;
    }
    Files.write(ledger(), bytes);

    assertRefuses(start(List.of()), "damaged", "longhaul ledger rebuild " + ledger());
    rebuild();
    assertGoesOn();
  }

  @Test
  void aLedgerThatCannotBeWrittenIsRefused() throws Exception {
    String state = folder.resolve("state").toString();
    String mount = "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\"";
    List<String> alone = List.of("unshare", "-rm", "sh", "-c");
    List<String> probe = new ArrayList<>(alone);
    probe.addAll(List.of(mount, state));
    assumeTrue(ends(probe), "no file system of its own for a process here");
    List<String> readOnly = new ArrayList<>(alone);
    readOnly.addAll(List.of(mount + " && exec \"$@\"", state));

    assertRefuses(start(readOnly), folder.resolve("state").toString());
    Files.delete(ledger());
    assertRefuses(start(readOnly), folder.resolve("state").toString(), "Read-only");
    assertGoesOn();
  }

  @Test
  void aDiskThatIsFullIsNamed() throws Exception {
    String state = folder.resolve("state").toString();
    // What is on the small disk goes with the process, so it gets a copy of the ledger.
    String mount =
        "cp -r \"$0\" \"$0.copy\" && mount -t tmpfs -o size=400k longhaul \"$0\""
            + " && cp -r \"$0.copy\"/. \"$0\" && { cat /dev/zero > \"$0/filler\" || true; }";
    List<String> alone = List.of("unshare", "-rm", "sh", "-c");
    List<String> probe = new ArrayList<>(alone);
    probe.addAll(List.of("mount -t tmpfs -o size=400k longhaul \"$0\"", state));
    assumeTrue(ends(probe), "no file system of its own for a process here");
    List<String> full = new ArrayList<>(alone);
    full.addAll(List.of(mount + " && exec \"$@\"", state));

    RunProcess run = start(full);
    run.await(() -> run.log().contains(" is full; make room") || !run.isAlive());

    assertThat(run.log()).contains(" is full; make room").doesNotContain("Exception");
    run.kill();
    assertGoesOn();
  }

  private static boolean ends(List<String> command) throws Exception {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }
}
