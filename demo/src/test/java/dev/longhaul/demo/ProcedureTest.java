package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.NastyKeys;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.rehearsal.CommandServer;
import dev.longhaul.rehearsal.JsonService.Refused;
import dev.longhaul.s3copy.CopyTables;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The original procedure, whole: an event goes in at one end, and both buckets are equal.
final class ProcedureTest {
  private static final Duration STALE = Duration.ofMinutes(6);

  @TempDir private Path folder = Path.of("");
  private ProcedureRun run;

  @BeforeEach
  void start() {
    run = new ProcedureRun(folder);
    run.instance.start();
  }

  @AfterEach
  void close() {
    run.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  @Hazard({4, 52, 75})
  void everyKeyArrivesAndLeaves() {
    List<String> keys = NastyKeys.all().stream().map(ObjectKey::text).toList();
    keys.forEach(key -> run.put(key, bytes("content of " + key)));
    run.created("01", keys);
    run.awaitEnd();
    assertThat(run.source.differencesTo(run.destination)).isEmpty();
    assertThat(run.tables.ids(CopyTables.RESULTS)).hasSize(keys.size());

    keys.forEach(run::delete);
    run.removed("02", keys);
    assertThat(run.destination.keys()).isEmpty();
  }

  @Test
  @Hazard(1)
  void eventsThatComeTwiceLateOrInDisorderEndAsTheSourceIs() {
    run.put("again", bytes("first"));
    run.created("01", List.of("again"));
    run.put("again", bytes("second, and longer"));
    run.put("gone", bytes("for a while"));
    run.created("03", List.of("again", "gone"));
    run.created("02", List.of("again"));
    run.created("02", List.of("again"));
    run.delete("gone");
    run.removed("04", List.of("gone", "again"));
    run.await(
        "every job is done",
        () -> {
          run.tables.age(STALE);
          run.pass();
          return run.allIsDone();
        });
    assertThat(run.source.differencesTo(run.destination)).isEmpty();
    assertThat(run.destination.keys()).containsExactly("again");
  }

  @Test
  void aCommandThatIsLostAndAWorkerThatDiesAreMadeUpFor() throws Exception {
    run.procedure().deaf(true);
    run.put("lost", bytes("command"));
    run.created("01", List.of("lost"));
    run.procedure().deaf(false);
    run.tables.age(STALE);
    assertThat(run.pass()).contains("\"redriven\":1");
    run.awaitEnd();

    run.instance.kill();
    run.instance.start("--bandwidth", "1MiB/s");
    // So large that it comes back to the same instance, which goes on with its upload.
    run.put("large", new byte[64 << 20]);
    run.created("02", List.of("large"));
    run.await("a job that is open", () -> !run.tables.ids(CopyTables.OPEN).isEmpty());
    run.instance.kill();
    run.instance.start();
    run.tables.age(STALE);
    assertThat(run.pass()).contains("\"redriven\":1");
    run.awaitEnd();
    assertThat(run.source.differencesTo(run.destination)).isEmpty();
    assertThat(run.destination.openUploads()).isEmpty();
  }

  /// Neither a bucket that is told twice nor one that is slow makes Main send a job twice.
  @Test
  void twoMainsThatGetTheSameEventsSendEachJobOnce() throws Exception {
    List<String> keys = IntStream.range(0, 12).mapToObj(number -> "k" + number).toList();
    keys.forEach(key -> run.put(key, bytes(key)));
    String event = run.event("ObjectCreated:Put", "01", keys);
    FunctionProcess another = run.procedure().anotherMain("another");
    CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> another.answer(event));
    run.main().answer(event);
    other.get();
    run.awaitEnd();
    assertThat(run.source.differencesTo(run.destination)).isEmpty();
    assertThat(run.commands.commands()).hasSize(keys.size());
    assertThat(run.tables.ids(CopyTables.RESULTS)).hasSize(keys.size());
  }

  @Test
  @Hazard(64)
  void aSystemsManagerThatThrottlesDelaysJobsAndLosesNone() {
    Refused busy = new Refused(400, "ThrottlingException", "Rate exceeded");
    run.put("waits", bytes("a little"));
    run.commands.refuse("DescribeInstanceInformation", busy);
    run.commands.refuse("SendCommand", busy);
    run.created("01", List.of("waits"));

    run.put("fails", bytes("at first"));
    for (int refused = 0; refused < 3; refused++) {
      run.commands.refuse("SendCommand", busy);
    }
    String event = run.event("ObjectCreated:Put", "01", List.of("fails"));
    assertThat(run.main().failure(event)).contains("Rate exceeded");
    // Lambda tries again later.
    run.tables.age(STALE);
    run.main().answer(event);
    run.awaitEnd();
    assertThat(run.source.differencesTo(run.destination)).isEmpty();
  }

  @Test
  void anotherInstanceEndsTheUploadOfOneThatDied() {
    run.instance.kill();
    run.instance.start("--bandwidth", "2MiB/s");
    Integer[] parts = Collections.nCopies(4, Sample.SMALLEST_PART).toArray(Integer[]::new);
    run.source.samples().put(Sample.of("large", 1).inParts(parts));
    run.created("01", List.of("large"));
    run.await("an upload", () -> run.destination.openUploads().contains("large"));
    DemoInstance other = run.instance("i-00000000000000002");
    run.procedure().lose(run.instance);
    other.start();
    run.tables.age(STALE);
    run.pass();
    run.awaitEnd();
    assertThat(run.tables.ids(CopyTables.RESULTS))
        .singleElement()
        .satisfies(id ->
            assertThat(run.tables.stored(CopyTables.RESULTS, id))
                .containsEntry("instance_id", other.id())
                .containsEntry("attempts", "2"));
    assertThat(run.source.differencesTo(run.destination)).isEmpty();
  }

  @Test
  void keysThatWereRotatedAreReadAgain() {
    run.putCredentials("a secret that was rotated");
    run.put("k", bytes("content"));
    run.created("01", List.of("k"));
    run.await(
        "a job that failed",
        () ->
            run.tables.ids(CopyTables.OPEN).stream()
                .anyMatch(id -> run.tables.stored(CopyTables.OPEN, id).containsKey("last_error")));
    run.putCredentials(run.destination.access().secretKey());
    run.tables.age(STALE);
    run.pass();
    run.awaitEnd();
    assertThat(run.source.differencesTo(run.destination)).isEmpty();
    assertThat(run.logs())
        .doesNotContain(run.destination.access().secretKey())
        .doesNotContain("a secret that was rotated");
  }

  @Test
  void withoutAnInstanceTheEventIsKept() {
    run.commands.put(
        "i-00000000000000001",
        new CommandServer.Machine(Map.of("Role", "s3sync"), "ConnectionLost"));
    run.put("k", bytes("content"));
    assertThat(run.main().failure(run.event("ObjectCreated:Put", "01", List.of("k"))))
        .contains("none of the 1 instances with the tag Role=s3sync is online");
    assertThat(run.main().log()).contains("\"NotDispatched\":1");
  }
}
