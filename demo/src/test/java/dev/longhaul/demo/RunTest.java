package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.cli.ExitCode;
import dev.longhaul.demo.SharedServers.Bucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `longhaul run` as a process between two real servers with different credentials.
final class RunTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private final Bucket source = SharedServers.onS3Mock();
  private final Bucket destination = SharedServers.onOtherS3Mock();
  private final DemoQueue queue = SharedServers.queue();
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void leaveNoProcess() {
    started.forEach(Process::destroyForcibly);
    queue.close();
  }

  @Test
  @Hazard({17, 39})
  void followsEventsEndsEqualThoughItWasKilledAndEndsWellWhenItIsTold() throws Exception {
    Path file = configuration("", intake());
    source.samples().put(objects("before/"));
    Process first = start(file, "first.log");
    awaitEqual("first.log");

    Process second = start(file, "second.log");
    assertThat(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(ExitCode.UNKNOWN.number());
    assertThat(log("second.log")).contains("in use by another longhaul");

    put(objects("meanwhile/"));
    await("first.log", () -> destination.keys().stream().anyMatch(RunTest::cameMeanwhile));
    first.destroyForcibly().waitFor();
    delete("before/0");

    Process third = start(file, "third.log");
    awaitEqual("third.log");
    third.destroy();
    assertThat(third.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(third.exitValue()).as(log("third.log")).isEqualTo(ExitCode.DONE.number());
    assertThat(log("third.log")).contains("stopped;");
    assertThat(destination.openUploads()).isEmpty();
    await("third.log", queue::isEmpty);
  }

  @Test
  @Hazard(11)
  void withoutEventsFindsChangesByListing() throws Exception {
    Process process =
        start(
            configuration(
                """
                    scans:
                      - prefix: ""
                        every: 5s
                """,
                ""),
            "scans.log");
    source.samples().put(objects("before/"));
    awaitEqual("scans.log");
    source.samples().put(objects("after/"));
    source.samples().delete("before/0");
    awaitEqual("scans.log");
    assertThat(process.isAlive()).isTrue();
  }

  private void put(List<Sample> samples) {
    source.samples().put(samples);
    samples.forEach(sample -> tell("ObjectCreated:Put", sample.key()));
  }

  private void delete(String key) {
    source.samples().delete(key);
    tell("ObjectRemoved:Delete", key);
  }

  private void tell(String what, String key) {
    queue.send(EventFeed.event(source.name(), what, key));
  }

  private static boolean cameMeanwhile(String key) {
    return key.startsWith("meanwhile/");
  }

  private static List<Sample> objects(String prefix) {
    return IntStream.range(0, 40).mapToObj(number -> Sample.of(prefix + number, 2_000)).toList();
  }

  /// @param more of the route
  /// @param intakes the section, or nothing
  private Path configuration(String more, String intakes) throws IOException {
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
        %s%s
        """
            .formatted(store(source), store(destination), more, intakes));
  }

  private String intake() {
    return """
    intakes:
      events:
        queue: %s
        stores: [near]
        credentials: file:%s
    """
        .formatted(queue.url(), DemoSide.in(folder, source.access(), source.name()).credentials());
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

  private Process start(Path file, String log) throws IOException {
    List<String> words = new ArrayList<>(Longhaul.java());
    words.addAll(List.of("run", "--config", file.toString()));
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(log).toFile())
            .start();
    started.add(process);
    return process;
  }

  private String log(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private void awaitEqual(String log) throws IOException {
    await(log, () -> source.keys().equals(destination.keys()));
    assertThat(source.differencesTo(destination)).isEmpty();
  }

  private void await(String log, BooleanSupplier condition) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it never came to that\n" + log(log));
      }
      LockSupport.parkNanos(50_000_000);
    }
  }
}
