package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.longhaul.Hazard;
import dev.longhaul.cli.ExitCode;
import dev.longhaul.demo.RelayRule.Verdict;
import dev.longhaul.demo.SharedServers.Bucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an operator relies on of `longhaul run` as a process: signals, and routes beside each
/// other.
final class RunServiceTest {
  @TempDir private Path folder;
  private final Bucket one = SharedServers.onS3Mock();
  private final Bucket other = SharedServers.onOtherS3Mock();
  private final DemoQueue queue = SharedServers.queue();
  private final List<RunProcess> started = new ArrayList<>();

  @AfterEach
  void leaveNoProcess() throws Exception {
    for (RunProcess process : started) {
      process.kill();
    }
    queue.close();
  }

  private RunProcess run(Path configuration) throws IOException {
    RunProcess process = RunProcess.start(configuration);
    started.add(process);
    return process;
  }

  /// @param limits lines of the section
  /// @param far the other bucket, at the address where it is reached
  private Path configuration(String limits, Bucket far, String routes) throws IOException {
    return Files.writeString(
        folder.resolve("longhaul.yaml"),
        """
        state: state
        console:
          listen: none
        limits:
        %sstores:
          one:
        %s  other:
        %sintakes:
          events:
            queue: %s
            stores: [one, other]
            credentials: file:%s
        routes:
        %s\
        """
            .formatted(
                limits.indent(2),
                RunProcess.store(folder, one),
                RunProcess.store(folder, far),
                queue.url(),
                DemoSide.in(folder, one.access(), one.name()).credentials(),
                routes.indent(2)));
  }

  private void put(Bucket bucket, String key) {
    bucket.samples().put(List.of(Sample.of(key, 2_000)));
    queue.send(EventFeed.event(bucket.name(), "ObjectCreated:Put", key));
  }

  private void delete(Bucket bucket, String key) {
    bucket.samples().delete(key);
    queue.send(EventFeed.event(bucket.name(), "ObjectRemoved:Delete", key));
  }

  @Test
  @Hazard(14)
  void bothDirectionsAreKeptOnPrefixesApart() throws Exception {
    put(one, "here/old");
    put(other, "there/old");
    other.samples().put(List.of(Sample.of("here/none", 1)));
    RunProcess process =
        run(
            configuration(
                "workers: 8",
                other,
                """
                away:
                  source: one
                  source-prefix: here/
                  destination-prefix: here/
                  destination: other
                  deletes: mirror
                back:
                  source: other
                  source-prefix: there/
                  destination-prefix: there/
                  destination: one
                  deletes: mirror
                """));
    process.await(() -> one.keys().equals(List.of("here/old", "there/old")));
    process.await(() -> one.keys().equals(other.keys()));

    put(one, "here/new");
    put(other, "there/new");
    delete(one, "here/old");
    delete(other, "there/old");

    process.await(() -> one.keys().equals(List.of("here/new", "there/new")));
    process.await(() -> one.keys().equals(other.keys()));
    process.await(queue::isEmpty);
    assertThat(one.differencesTo(other)).isEmpty();
    process.signal("TERM");
    process.assertEnds(ExitCode.DONE);
  }

  /// Java leaves a signal alone that was ignored when it began, as under nohup.
  private static boolean hangUpsAreIgnored() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line ->
            Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16) % 2 == 1);
  }

  @Test
  void aHangUpTakesOverWhatCanChangeAndNamesTheRest() throws Exception {
    assumeFalse(hangUpsAreIgnored(), "SIGHUP is ignored here");
    String route = "away: {source: one, destination: other}\n";
    RunProcess process = run(configuration("workers: 8", other, route));
    process.await(() -> process.log().contains("running: 1 route"));

    Path file = configuration("workers: 9", other, route);
    Files.writeString(file, "log: {level: debug}\n", StandardOpenOption.APPEND);
    process.signal("HUP");
    process.await(() -> process.log().contains("changed log.level: "));
    process.await(
        () -> process.log().contains("left as it was, restart to change it: limits.workers: "));

    put(one, "after");
    process.await(() -> other.keys().equals(List.of("after")));
    process.signal("TERM");
    process.assertEnds(ExitCode.DONE);
  }

  @Test
  @Hazard(17)
  void itStopsInTimeThoughAStoreHangsAndTheUrgentRouteHadMoreInWork() throws Exception {
    RelayRule holdPuts =
        request -> request.isPut() && request.key().endsWith("/held") ? Verdict.HOLD : Verdict.PASS;
    String routes =
        """
        first:
          source: one
          source-prefix: first/
          destination-prefix: first/
          destination: other
          priority: 1
        last:
          source: one
          source-prefix: last/
          destination-prefix: last/
          destination: other
          priority: 9
        """;
    String limits = "workers: 9\nstop-within: 2s";
    try (RelayProxy relay = RelayProxy.before(other.access(), holdPuts)) {
      RunProcess process = run(configuration(limits, other.at(relay.endpoint()), routes));
      // Its workers are not those of the hints.
      process.await(() -> process.log().contains("first: audit"));
      process.await(() -> process.log().contains("last: audit"));
      for (int number = 0; number < 20; number++) {
        put(one, "last/%d/held".formatted(number));
        put(one, "first/%d/held".formatted(number));
      }
      process.await(() -> held(relay, "first/") == 9 && held(relay, "last/") == 1);
      process.signal("TERM");
      process.assertEnds(ExitCode.DONE);
      assertThat(held(relay, "first/")).isEqualTo(9);
      assertThat(held(relay, "last/")).isEqualTo(1);
    }
    assertThat(other.keys()).isEmpty();

    RunProcess next = run(configuration(limits, other, routes));
    next.await(() -> other.keys().equals(one.keys()));
    assertThat(other.keys()).hasSameSizeAs(IntStream.range(0, 40).boxed().toList());
    next.signal("TERM");
    next.assertEnds(ExitCode.DONE);
  }

  private static long held(RelayProxy relay, String prefix) {
    return relay.count(request ->
        request.isPut() && request.key().startsWith(prefix) && request.key().endsWith("/held"));
  }
}
