package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.rehearsal.FunctionServer;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.part.PartTables;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The procedure without instances: Main, Single, MPU and Monitor, all in Lambda's own runtime
/// client, and every event of Lambda delivered twice.
final class ServerlessProcedureTest {
  private static final Duration STALE = Duration.ofMinutes(6);
  private static final int PARTS = 4;

  @TempDir private Path folder = Path.of("");
  private final RoleCalls calls = new RoleCalls();
  private final AtomicInteger parts = new AtomicInteger();

  /// Holds the second part that is sent.
  private final RelayProxy far =
      RelayProxy.before(
          SharedServers.onOtherS3Mock().access(),
          request ->
              request.isUploadPart() && request.isOfAnObject() && parts.incrementAndGet() == 2
                  ? RelayRule.Verdict.HOLD
                  : RelayRule.Verdict.PASS);

  private ProcedureRun run;

  @BeforeEach
  void start() {
    calls.set("Dispatch", "lambda");
    calls.set(Role.COPIER, "DstEndpoint", far.endpoint().toString());
    run = new ProcedureRun(folder, calls);
    run.procedure().startCopying("first");
  }

  @AfterEach
  void close() {
    run.close();
    far.close();
    calls.close();
  }

  @Test
  @Hazard({1, 39})
  void functionsCopyAndWhatOneLeftThatWasKilledMonitorBringsToItsEnd() throws Exception {
    int part = Sample.SMALLEST_PART;
    run.source.samples().put(Sample.of("small", 10).withTag("a", "b"));
    run.source.samples().put(Sample.of("large", 1).inParts(part, part, part, 10));
    run.created("01", List.of("small", "large"));

    far.awaitHeld();
    run.procedure().killCopying();
    far.release();
    run.procedure().startCopying("second");
    run.tables.age(STALE);
    assertThat(run.pass()).contains("\"redriven\":", "\"parked\":0", "\"uploadsDropped\":0");
    run.awaitEnd();

    assertThat(run.source.differencesTo(run.destination)).isEmpty();
    assertThat(run.destination.openUploads()).isEmpty();
    assertThat(parts.get())
        .as("one part was begun twice, and not all were sent again")
        .isBetween(PARTS + 1, 2 * PARTS - 1);
    assertThat(run.tables.stored(PartTables.PARTS)).isEmpty();
    assertThat(run.tables.stored(PartTables.UPLOADS))
        .filteredOn(row -> row.containsKey("complete"))
        .singleElement()
        .satisfies(row ->
            assertThat(row)
                .containsEntry("key", "large")
                .containsEntry("complete", "Y")
                .containsEntry("part_count", Integer.toString(PARTS)));
    assertThat(run.tables.ids(CopyTables.RESULTS)).hasSize(2);
    assertThat(run.commands.calls()).as("no instance is asked for").isEmpty();

    anUploadWhoseObjectIsGoneIsDropped();
    int sent = parts.get();
    for (FunctionServer.Invocation late : run.procedure().lambda().invocations()) {
      assertThat(run.procedure().copy(late)).contains("nothing to do: ");
    }
    assertThat(parts).as("nothing was sent for those").hasValue(sent);
    assertRights();
  }

  private void anUploadWhoseObjectIsGoneIsDropped() {
    run.procedure().lose(payload -> payload.contains("\"part\": \"1\""));
    run.source.samples().put(Sample.of("gone", 1).inParts(Sample.SMALLEST_PART, 10));
    int before = run.procedure().lambda().invocations().size();
    run.created("02", List.of("gone"));
    run.await(
        "a part that is carried",
        () ->
            run.tables.stored(PartTables.PARTS).stream()
                .anyMatch(row -> "Y".equals(row.get("part_complete"))));
    assertThat(run.destination.openUploads()).containsExactly("gone");
    // One after the other, so that this one is answered when the job was begun.
    assertThat(run.procedure().copy(run.procedure().lambda().invocations().get(before)))
        .contains("another has job");
    run.delete("gone");
    run.tables.age(STALE);
    assertThat(run.pass()).contains("\"done\":1", "\"failed\":0");
    assertThat(run.destination.openUploads()).isEmpty();
    assertThat(run.tables.stored(PartTables.PARTS)).isEmpty();
    assertThat(run.destination.keys()).doesNotContain("gone");
    assertThat(run.allIsDone()).isTrue();
  }

  private void assertRights() throws IOException {
    Map<String, String> buckets =
        Map.of("SourceBucket", run.source.name(), "CredBucket", run.keys.name());
    TemplateRights.of("serverless.yaml", buckets).assertFit(calls.of(Role.COPIER));
    Map<String, String> parameters = new TreeMap<>(buckets);
    parameters.put("Dispatch", "lambda");
    TemplateRights.of("functions.yaml", parameters)
        .assertFit(calls.of(Role.MAIN, Role.MONITOR), "KeepFailedEvents");
  }
}
