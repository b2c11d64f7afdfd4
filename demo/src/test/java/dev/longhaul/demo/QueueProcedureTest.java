package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.demo.SharedServers.Bucket;
import dev.longhaul.s3copy.CopyTables;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/// The procedure with a queue in place of instances: an event, Main, a queue of jobs, and `longhaul
/// run` that follows it and knows nothing of tables.
final class QueueProcedureTest {
  private static final Duration STALE = Duration.ofMinutes(6);
  private static final List<String> KEYS = List.of("plain", "a+b%20c/ä '\"", "//x/../y");

  @TempDir private Path folder = Path.of("");
  private final RoleCalls calls = new RoleCalls();
  private final DemoQueue jobs = SharedServers.queue();

  /// Has the file that says what goes where.
  private final Bucket routes = SharedServers.onS3Mock();

  private ProcedureRun run;
  private @Nullable RunProcess fleet;

  @BeforeEach
  void start() {
    calls.set("Dispatch", "queue");
    calls.set("JobQueue", jobs);
    calls.set("DstBucket", "");
    calls.set("Routes", "s3://" + routes.name() + "/routes.yaml");
    run = new ProcedureRun(folder, calls);
    String content =
        "routes: {only: {source: %s, destination: %s}}"
            .formatted(run.source.name(), run.destination.name());
    routes
        .client()
        .putObject(
            request -> request.bucket(routes.name()).key("routes.yaml"),
            RequestBody.fromString(content));
  }

  @AfterEach
  void close() throws Exception {
    if (fleet != null) {
      fleet.kill();
    }
    run.close();
    calls.close();
    jobs.close();
  }

  @Test
  @Hazard({4, 52})
  void jobsReachWhoeverFollowsTheQueueAndMonitorSeesWhenTheyAreDone() throws Exception {
    RunProcess follower = follow();
    // From here on it copies nothing but what it is told of.
    follower.await(() -> follower.log().contains("audit (listing) equal"));
    write(KEYS);
    run.created("01", KEYS);
    follower.await(() -> run.source.keys().equals(run.destination.keys()) && jobs.isEmpty());
    assertThat(run.source.differencesTo(run.destination)).isEmpty();
    assertThat(run.tables.ids(CopyTables.OPEN)).isEmpty();
    assertRows(KEYS.size(), Map.of("complete", "N", "attempts", "1"));
    // A moment later nobody is believed to be late.
    assertThat(run.pass()).contains("\"redriven\":0", "\"done\":0");

    run.tables.age(STALE);
    assertThat(run.pass()).contains("\"redriven\":0", "\"done\":" + KEYS.size());
    assertRows(KEYS.size(), Map.of("complete", "Y", "attempts", "1"));
    assertThat(jobs.isEmpty()).isTrue();

    // As if it hung: a queue would give a message to one that is dead, and again only much later.
    follower.signal("STOP");
    write(List.of("late"));
    run.created("02", List.of("late"));
    run.delete("plain");
    run.removed("03", List.of("plain"));
    assertThat(run.destination.keys()).as("Main deletes").doesNotContain("plain");
    run.tables.age(STALE);
    assertThat(run.pass()).as("nobody did it").contains("\"redriven\":1", "\"done\":0");

    follower.signal("CONT");
    follower.await(() -> run.source.keys().equals(run.destination.keys()) && jobs.isEmpty());
    run.tables.age(STALE.multipliedBy(2));
    assertThat(run.pass()).contains("\"redriven\":0", "\"done\":1");
    assertThat(run.allIsDone()).isTrue();
    assertThat(run.source.differencesTo(run.destination)).isEmpty();
    assertThat(run.commands.calls()).as("no instance is asked for").isEmpty();

    Map<String, String> parameters =
        Map.of(
            "Dispatch", "queue",
            "SourceBucket", run.source.name(),
            "CredBucket", run.keys.name(),
            "RoutesBucket", routes.name());
    NavigableSet<String> called = calls.of(Role.MAIN, Role.MONITOR);
    // Rows of work that is begun come from workers alone, and are there when those are replaced.
    TemplateRights.of("functions.yaml", parameters)
        .assertFit(called, "KeepFailedEvents", "dynamodb:DeleteItem");
    assertThat(called).contains("s3:GetObject " + routes.name(), "sqs:SendMessage");
  }

  private void write(List<String> keys) {
    keys.forEach(key -> run.put(key, ("content of " + key).getBytes(StandardCharsets.UTF_8)));
  }

  private void assertRows(int count, Map<String, String> attributes) {
    assertThat(run.tables.stored(CopyTables.RESULTS))
        .hasSize(count)
        .allSatisfy(row ->
            assertThat(row)
                .containsAllEntriesOf(attributes)
                .hasEntrySatisfying("instance_id", id -> assertThat(id).endsWith(jobs.name())));
  }

  private RunProcess follow() throws Exception {
    Path file =
        Files.writeString(
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
            intakes:
              jobs:
                queue: %s
                stores: [near]
                credentials: file:%s
            """
                .formatted(
                    RunProcess.store(folder, run.source),
                    RunProcess.store(folder, run.destination),
                    jobs.url(),
                    DemoSide.in(folder, run.source.access(), run.source.name()).credentials()));
    RunProcess process = RunProcess.start(file);
    fleet = process;
    return process;
  }
}
