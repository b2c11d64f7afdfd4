package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.demo.SharedServers.Bucket;
import dev.longhaul.s3copy.CopyTables;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The roles of the templates are allowed what their programs really call, and nothing else.
final class ProcedureRightsTest {
  private static final Duration STALE = Duration.ofMinutes(6);

  /// Lambda gives failed events to the queue, as the function's role.
  private static final String TO_THE_QUEUE = "sqs:SendMessage";

  @TempDir private Path folder = Path.of("");
  private final RoleCalls calls = new RoleCalls();
  private final DemoQueue failed = SharedServers.queue();

  /// A second source, without versions.
  private final Bucket plain = SharedServers.onS3Mock();

  private ProcedureRun run;

  @BeforeEach
  void start() {
    calls.set("DeadLetterQueue", failed);
    calls.set("Attempts", "1");
    run = new ProcedureRun(folder, calls);
  }

  @AfterEach
  void close() {
    run.close();
    calls.close();
    failed.close();
  }

  @Test
  void everyRoleIsAllowedWhatItCallsAndNothingElse() throws Exception {
    run.source.keepVersions();
    run.instance.start();
    work();
    run.instance.stop();

    Map<String, String> buckets =
        Map.of("SourceBucket", run.source.name(), "CredBucket", run.keys.name());
    assertThat(called(Role.MAIN, Role.MONITOR))
        .isEqualTo(TemplateRights.of("functions.yaml", buckets).calls(TO_THE_QUEUE));
    assertThat(called(Role.WORKER)).isEqualTo(TemplateRights.of("workers.yaml", buckets).calls());
  }

  /// Everything that a job and an event can come to.
  private void work() {
    for (Bucket source : List.of(run.source, plain)) {
      source.samples().put(Sample.of("tagged", 10).withTag("a", "b"));
      source.samples().put(Sample.of("large", 1).inParts(Sample.SMALLEST_PART, 10));
      tell(source, "ObjectCreated:Put", "01", List.of("tagged", "large"));
      run.awaitEnd();
      comesBack(source);
    }
    plain.samples().delete("tagged");
    tell(plain, "ObjectRemoved:Delete", "02", List.of("tagged"));

    // Its only command is lost; after one that is not, Monitor gives it up.
    run.procedure().deaf(true);
    run.put("lost", "content".getBytes(StandardCharsets.UTF_8));
    run.created("04", List.of("lost"));
    run.tables.age(STALE);
    run.pass();
    run.procedure().deaf(false);
    failed.send(run.event("ObjectCreated:Put", "05", List.of("tagged")));
    run.pass();
    run.await("every job done or parked", () -> run.tables.ids(CopyTables.OPEN).isEmpty());
  }

  /// Main is told that a key was deleted, sees that it is gone, and before it deletes it at the
  /// destination somebody writes it again: then Main copies it.
  private void comesBack(Bucket source) {
    Sample back = Sample.of("back to " + source.name(), 10).withTag("a", "b");
    calls.beforeTheSecondLook(() -> source.samples().put(back));
    tell(source, "ObjectRemoved:Delete", "03", List.of(back.key()));
    assertThat(run.destination.keys()).contains(back.key());
  }

  private void tell(Bucket source, String event, String sequencer, List<String> keys) {
    String text = run.event(event, sequencer, keys);
    run.main().answer(text.replace('"' + run.source.name() + '"', '"' + source.name() + '"'));
  }

  /// Both sources are one to a policy, which names one.
  private NavigableSet<String> called(Role... roles) {
    NavigableSet<String> called = new TreeSet<>();
    calls
        .of(roles)
        .forEach(call ->
            called.add(
                call.endsWith(" " + plain.name())
                    ? call.replace(" " + plain.name(), " " + run.source.name())
                    : call));
    return called;
  }
}
