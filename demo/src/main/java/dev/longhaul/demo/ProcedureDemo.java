package dev.longhaul.demo;

import static dev.longhaul.demo.Sample.SMALLEST_PART;

import dev.longhaul.cli.ExitCode;
import dev.longhaul.cli.Terminal;
import dev.longhaul.demo.DemoStory.Stage;
import dev.longhaul.object.Escaped;
import dev.longhaul.rehearsal.CommandServer;
import dev.longhaul.s3copy.CopyTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.s3.S3Client;

/// One run of `demo --original`: the procedure that people run today, whole and live, with a
/// command that is lost, an event that comes twice and an instance that dies.
final class ProcedureDemo {
  /// Longer than Monitor lets a job be without a sign of life.
  private static final Duration STALE = Duration.ofMinutes(6);

  /// So that a copy of the large object takes some seconds, in which its instance can die, also on
  /// a machine that is busy with something else.
  private static final String[] SLOW = {"--bandwidth", "3MiB/s"};

  private static final Sample LARGE =
      Sample.of("large", 1).inParts(SMALLEST_PART, SMALLEST_PART, SMALLEST_PART, SMALLEST_PART);

  /// Records of one event.
  private static final int BATCH = 10;

  /// Objects where each costs a start of Java.
  private static final int FEW = 14;

  private final DemoStory story;

  ProcedureDemo(Terminal terminal) {
    this.story = new DemoStory(terminal);
  }

  /// Runs all steps and prints what became of them; nothing is left behind.
  ExitCode run() {
    story.say("starting two S3 servers with different credentials");
    List<EmbeddedServer> servers =
        EmbeddedServer.start(List.of(ServerKind.S3MOCK, ServerKind.S3MOCK));
    try (EmbeddedServer near = servers.getFirst();
        EmbeddedServer far = servers.getLast();
        S3Client nearClient = OracleClient.to(near.access());
        S3Client farClient = OracleClient.to(far.access())) {
      story.step("start the servers", 0, DemoStory.addresses(servers));
      Stage source = new Stage(nearClient, "films");
      Stage destination = new Stage(farClient, "films-copy");
      Stage keys = new Stage(nearClient, "films-credentials");
      List.of(source, destination, keys).forEach(stage -> stage.bucket().create());
      var ends =
          new Procedure.Ends(
              near.access(), source.name(), keys.name(), far.access(), destination.name());
      // The server's own folder goes with the server, whatever becomes of us.
      CopyScript script = CopyScript.in(near.folder());
      try (Procedure procedure =
          new Procedure(ends, script, Procedure.Wires.DIRECT, near.folder())) {
        procedure.putCredentials(nearClient, far.access().secretKey());
        ExitCode end = run(procedure, script, source, destination);
        story.end(end);
        return end;
      }
    }
  }

  private ExitCode run(Procedure procedure, CopyScript script, Stage source, Stage destination) {
    List<DemoInstance> instances =
        List.of(
            procedure.instance("i-00000000000000001", Map.of("S3SyncWorker", "longhaul")),
            procedure.instance("i-00000000000000002", Map.of("S3SyncWorker", "longhaul")));
    story.say("an instance runs " + script.inWords());
    instances.forEach(instance -> instance.start(SLOW));
    story.step("start two instances", 0, "tables, Systems Manager, functions Main and Monitor too");
    List<Sample> samples = samples(script);
    List<String> first = create(procedure, source, samples);
    change(procedure, source, first);
    kill(procedure, source, destination, instances);
    tables(procedure);
    return story.judge(source, destination);
  }

  private static List<Sample> samples(CopyScript script) {
    List<Sample> samples = new ArrayList<>(SampleData.attributes());
    samples.addAll(SampleData.hardKeys());
    return script.resident() ? samples : samples.subList(0, FEW);
  }

  /// Writes objects and tells Main: one event comes twice, the commands of another are lost.
  ///
  /// @return the keys of the event that came twice, all copied
  private List<String> create(Procedure procedure, Stage source, List<Sample> samples) {
    source.bucket().put(samples);
    story.step("fill the source", samples.size(), "objects that are hard to copy");
    List<String> keys = samples.stream().map(Sample::key).toList();
    List<List<String>> batches = new ArrayList<>();
    for (int at = 0; at < keys.size(); at += BATCH) {
      batches.add(keys.subList(at, Math.min(at + BATCH, keys.size())));
    }
    story.say("S3 tells Main of %d objects by %d events".formatted(keys.size(), batches.size()));
    batches.subList(0, batches.size() - 1).forEach(batch -> created(procedure, "01", batch));
    procedure.deaf(true);
    created(procedure, "01", batches.getLast());
    procedure.deaf(false);
    CommandServer.Command command = procedure.commands().commands().getFirst();
    story.say("one command, to " + command.instance() + ": " + Escaped.text(command.line()));
    story.say("the commands of the last event are lost; the first event comes once more");
    created(procedure, "01", batches.getFirst());
    int lost = batches.getLast().size();
    await(procedure, "every command that arrived", () -> pending(procedure) == lost);
    story.step(
        "Main, Systems Manager, worker",
        keys.size() - lost,
        "%d commands; S3Single is empty, %d rows of S3SingleResult say N"
            .formatted(procedure.commands().commands().size(), lost));
    return batches.getFirst();
  }

  /// Overwrites some objects and deletes others, and tells it in the wrong order.
  private void change(Procedure procedure, Stage source, List<String> keys) {
    List<String> overwritten = keys.subList(0, keys.size() / 2);
    List<String> deleted = keys.subList(keys.size() / 2, keys.size());
    story.say("objects are overwritten and deleted, and Main is told in the wrong order");
    for (String key : overwritten) {
      source.bucket().put(Sample.of(key, 1_000).withSeed(2));
    }
    deleted.forEach(key -> source.bucket().delete(key));
    procedure.main().answer(procedure.event("ObjectRemoved:Delete", "04", deleted));
    created(procedure, "03", overwritten);
    created(procedure, "02", deleted);
    story.step(
        "overwrite and delete",
        keys.size(),
        "%d overwritten, %d deleted by Main itself".formatted(overwritten.size(), deleted.size()));
  }

  /// An instance dies while it copies; time passes; Monitor sends its job to the other.
  private void kill(
      Procedure procedure, Stage source, Stage destination, List<DemoInstance> instances) {
    source.bucket().put(LARGE);
    created(procedure, "05", List.of(LARGE.key()));
    await(procedure, "an upload that is under way", () -> isUploading(destination));
    String id = procedure.openJob(LARGE.key()).get("instance_id");
    DemoInstance victim =
        instances.stream().filter(instance -> instance.id().equals(id)).findFirst().orElseThrow();
    procedure.lose(victim);
    story.say("kill -9: %s dies while it copies %d MiB".formatted(id, LARGE.size() >> 20));
    procedure.tables().age(STALE);
    String said = procedure.pass();
    story.say("6 minutes later, by the times in the tables, Monitor says " + said);
    await(procedure, "every job done", procedure::allIsDone);
    story.step("Monitor sends again", 1, "the lost commands, and the dead instance's job");
    story.say("Monitor once more: " + procedure.pass());
  }

  private static boolean isUploading(Stage destination) {
    return destination
        .client()
        .listMultipartUploads(request -> request.bucket(destination.name()))
        .uploads()
        .stream()
        .anyMatch(upload -> upload.key().equals(LARGE.key()));
  }

  private void tables(Procedure procedure) {
    int rows = procedure.tables().ids(CopyTables.RESULTS).size();
    story.step(
        "look at the tables",
        rows,
        "S3Single: %d rows; S3SingleResult: %d rows, %d of them N"
            .formatted(procedure.tables().ids(CopyTables.OPEN).size(), rows, pending(procedure)));
  }

  private static void created(Procedure procedure, String sequencer, List<String> keys) {
    procedure.main().answer(procedure.event("ObjectCreated:Put", sequencer, keys));
  }

  /// Rows of results that are not complete, as soon as no job is open.
  private static long pending(Procedure procedure) {
    return procedure.tables().ids(CopyTables.OPEN).isEmpty()
        ? procedure.tables().ids(CopyTables.RESULTS).stream()
            .map(row -> procedure.tables().stored(CopyTables.RESULTS, row).get("complete"))
            .filter(complete -> !Objects.equals(complete, "Y"))
            .count()
        : -1;
  }

  private static void await(Procedure procedure, String what, BooleanSupplier condition) {
    try {
      Patience.await(what, condition);
    } catch (IllegalStateException never) {
      throw new IllegalStateException(never.getMessage() + "\n" + procedure.logs(), never);
    }
  }
}
