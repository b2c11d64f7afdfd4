package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.cli.ExitCode;
import dev.longhaul.demo.SharedServers.Bucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `longhaul run` as a process between two real servers with different credentials.
final class RunTest {
  @TempDir private Path folder;
  private final Bucket source = SharedServers.onS3Mock();
  private final Bucket destination = SharedServers.onOtherS3Mock();
  private final DemoQueue queue = SharedServers.queue();
  private final List<RunProcess> started = new ArrayList<>();

  @AfterEach
  void leaveNoProcess() throws Exception {
    for (RunProcess process : started) {
      process.kill();
    }
    queue.close();
  }

  @Test
  @Hazard({17, 39})
  void followsEventsEndsEqualThoughItWasKilledAndEndsWellWhenItIsTold() throws Exception {
    Path file = configuration("", intake());
    source.samples().put(objects("before/"));
    RunProcess first = start(file);
    awaitEqual(first);

    RunProcess second = start(file);
    second.assertEnds(ExitCode.UNKNOWN);
    assertThat(second.log()).contains("in use by another longhaul");

    put(objects("meanwhile/"));
    first.await(() -> destination.keys().stream().anyMatch(RunTest::cameMeanwhile));
    first.kill();
    delete("before/0");

    RunProcess third = start(file);
    awaitEqual(third);
    // What the first had in hand comes again only once the queue gave up waiting for it.
    third.await(queue::isEmpty);
    third.signal("TERM");
    third.assertEnds(ExitCode.DONE);
    assertThat(third.log()).contains("stopped;");
    assertThat(destination.openUploads()).isEmpty();
  }

  @Test
  @Hazard(11)
  void withoutEventsFindsChangesByListing() throws Exception {
    RunProcess process =
        start(
            configuration(
                """
                    scans:
                      - prefix: ""
                        every: 5s
                """,
                ""));
    source.samples().put(objects("before/"));
    awaitEqual(process);
    source.samples().put(objects("after/"));
    source.samples().delete("before/0");
    awaitEqual(process);
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
            .formatted(
                RunProcess.store(folder, source),
                RunProcess.store(folder, destination),
                more,
                intakes));
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

  private RunProcess start(Path file) throws IOException {
    RunProcess process = RunProcess.start(file);
    started.add(process);
    return process;
  }

  private void awaitEqual(RunProcess process) throws Exception {
    process.await(() -> source.keys().equals(destination.keys()));
    assertThat(source.differencesTo(destination)).isEmpty();
  }
}
