package dev.longhaul.demo;

import dev.longhaul.demo.SharedServers.Bucket;
import dev.longhaul.rehearsal.CommandServer;
import dev.longhaul.rehearsal.TableServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.sync.RequestBody;

/// The original procedure between two buckets of a test, with one instance.
final class ProcedureRun implements AutoCloseable {
  final Bucket source = SharedServers.onS3Mock();
  final Bucket destination = SharedServers.onOtherS3Mock();
  final Bucket keys = SharedServers.onS3Mock();
  private final Procedure procedure;
  final DemoInstance instance;
  final TableServer tables;
  final CommandServer commands;

  /// @param folder of the test
  ProcedureRun(Path folder) {
    this(folder, Procedure.Wires.DIRECT);
  }

  /// @param wires what stands between the programs and the services
  ProcedureRun(Path folder, Procedure.Wires wires) {
    this(folder, wires, CopyScript.dropIn(folder));
  }

  /// @param script what runs on instances
  ProcedureRun(Path folder, Procedure.Wires wires, CopyScript script) {
    var ends =
        new Procedure.Ends(
            source.access(), source.name(), keys.name(), destination.access(), destination.name());
    procedure = new Procedure(ends, script, wires, folder);
    putCredentials(destination.access().secretKey());
    tables = procedure.tables();
    commands = procedure.commands();
    instance = instance("i-00000000000000001");
  }

  /// An instance in place of the first, whose worker is the original's.
  DemoInstance original() {
    return procedure.instance(instance.id(), Map.of());
  }

  /// One more instance with a worker of Longhaul, to be started yet.
  DemoInstance instance(String id) {
    return procedure.instance(id, Map.of("S3SyncWorker", "longhaul"));
  }

  Procedure procedure() {
    return procedure;
  }

  void putCredentials(String secret) {
    procedure.putCredentials(keys.client(), secret);
  }

  /// Main is told that these keys were written.
  void created(String sequencer, List<String> names) {
    main().answer(event("ObjectCreated:Put", sequencer, names));
  }

  /// Main is told that these keys were deleted.
  void removed(String sequencer, List<String> names) {
    main().answer(event("ObjectRemoved:Delete", sequencer, names));
  }

  String event(String name, String sequencer, List<String> names) {
    return procedure.event(name, sequencer, names);
  }

  FunctionProcess main() {
    return procedure.main();
  }

  String pass() {
    return procedure.pass();
  }

  void put(String key, byte[] content) {
    source
        .client()
        .putObject(
            request -> request.bucket(source.name()).key(key).contentType("text/x-" + key.length()),
            RequestBody.fromBytes(content));
  }

  void delete(String key) {
    source.client().deleteObject(request -> request.bucket(source.name()).key(key));
  }

  boolean allIsDone() {
    return procedure.allIsDone();
  }

  void await(String what, BooleanSupplier condition) {
    try {
      Patience.await(what, condition);
    } catch (IllegalStateException never) {
      throw new AssertionError(logs(), never);
    }
  }

  void awaitEnd() {
    await("every job is done", this::allIsDone);
  }

  String logs() {
    return procedure.logs();
  }

  @Override
  public void close() {
    procedure.close();
  }
}
