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
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
  private static final long PATIENCE_SECONDS = 120;

  @TempDir private Path folder;
  private final Bucket source = SharedServers.onS3Mock();
  private final Bucket destination = SharedServers.onS3Proxy();
  private final List<Process> started = new ArrayList<>();
  private Path configuration = Path.of("unset");
  private int runs;

  @BeforeEach
  void haveALedger() throws Exception {
    configuration = configuration();
    source.samples().put(objects("before/"));
    Process run = start(List.of());
    awaitEqual();
    assertEndsWell(run);
    source.samples().put(objects("meanwhile/"));
    source.samples().delete("before/0");
  }

  @AfterEach
  void leaveNoProcess() {
    started.forEach(Process::destroyForcibly);
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
            .formatted(store(source), store(destination)));
  }

  private String store(Bucket bucket) {
    DemoSide side = DemoSide.in(folder, bucket.access(), bucket.name());
    return """
        bucket: %s
        endpoint: %s
        region: %s
        addressing: path
        credentials: file:%s
    """
        .formatted(
            bucket.name(),
            bucket.access().endpoint(),
            bucket.access().region(),
            side.credentials());
  }

  /// Starts `longhaul run`.
  ///
  /// @param before words that the command is put behind
  private Process start(List<String> before) throws IOException {
    List<String> words = new ArrayList<>(before);
    words.addAll(Longhaul.java());
    words.addAll(List.of("run", "--config", configuration.toString()));
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("run-" + ++runs + ".log").toFile())
            .start();
    started.add(process);
    return process;
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("run-" + runs + ".log"));
  }

  private void awaitEqual() throws Exception {
    await(() -> source.keys().equals(destination.keys()));
  }

  private void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as(log()).isLessThan(end);
      LockSupport.parkNanos(50_000_000);
    }
  }

  private Path ledger() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("state"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("route-.*\\.sqlite"))
          .findFirst()
          .orElseThrow();
    }
  }

  private void assertRefuses(Process process, String... words) throws Exception {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(log()).isTrue();
    assertThat(process.exitValue()).as(log()).isEqualTo(ExitCode.UNKNOWN.number());
    assertThat(log()).contains(words).doesNotContain("Exception");
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
    Process run = start(List.of());
    awaitEqual();
    assertEndsWell(run);
    assertThat(source.differencesTo(destination)).isEmpty();
  }

  private void assertEndsWell(Process run) throws Exception {
    run.destroy();
    assertThat(run.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).as(log()).isEqualTo(ExitCode.DONE.number());
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

    Process run = start(full);
    await(() -> log().contains(" is full; make room") || !run.isAlive());

    assertThat(log()).contains(" is full; make room").doesNotContain("Exception");
    run.destroyForcibly().waitFor();
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
