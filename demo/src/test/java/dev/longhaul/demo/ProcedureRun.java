package dev.longhaul.demo;

import dev.longhaul.CopyToChinaMain;
import dev.longhaul.CopyToChinaMonitor;
import dev.longhaul.demo.SharedServers.Bucket;
import dev.longhaul.rehearsal.CommandServer;
import dev.longhaul.rehearsal.JsonService;
import dev.longhaul.rehearsal.TableServer;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.tidy.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;

/// The whole original procedure on this machine: both functions under Lambda's runtime client, a
/// Systems Manager that really runs its commands, an instance's worker, tables, and two S3 servers
/// that accept different credentials.
final class ProcedureRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String CREDENTIALS = "S3BJScredential.txt";
  private static final Path SCRIPT =
      SourceTree.find()
          .root()
          .resolve("product/src/main/resources/dev/longhaul/cli/worker/S3CopyToChinaSingle.py");

  final Bucket source = SharedServers.onS3Mock();
  final Bucket destination = SharedServers.onOtherS3Mock();
  final Bucket keys = SharedServers.onS3Mock();
  final TableServer tables = new TableServer(CopyTables.OPEN, CopyTables.RESULTS);
  final CommandServer commands = new CommandServer((_, line) -> shell(line));

  /// CloudWatch, which takes whatever it is told.
  private final JsonService metrics = new JsonService((_, _) -> "{}");

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final FunctionProcess main;
  private final FunctionProcess monitor;
  private @Nullable Process worker;
  private volatile boolean deaf;

  /// @param folder of the test
  ProcedureRun(Path folder) {
    this.folder = folder;
    putCredentials(destination.access().secretKey());
    commands.put(
        "i-00000000000000001",
        new CommandServer.Machine(Map.of("Role", "s3sync", "S3SyncWorker", "longhaul"), "Online"));
    main = new FunctionProcess(CopyToChinaMain.class, functionEnvironment(), folder);
    monitor = new FunctionProcess(CopyToChinaMonitor.class, functionEnvironment(), folder);
  }

  /// Writes the object with the destination's keys as vim leaves it, line end at the end.
  void putCredentials(String secret) {
    keys.client()
        .putObject(
            request -> request.bucket(keys.name()).key(CREDENTIALS),
            RequestBody.fromString(destination.access().accessKey() + "\r\n" + secret + "\r\n"));
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("AWS_ACCESS_KEY_ID", source.access().accessKey());
    environment.put("AWS_SECRET_ACCESS_KEY", source.access().secretKey());
    environment.put("AWS_REGION", source.access().region());
    environment.put("AWS_ENDPOINT_URL_S3", source.access().endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", tables.endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_SSM", commands.endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_CLOUDWATCH", metrics.endpoint().toString());
    environment.put("AWS_CONFIG_FILE", folder.resolve("no-config").toString());
    environment.put("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("no-keys").toString());
    environment.put("DstRegion", destination.access().region());
    environment.put("DstEndpoint", destination.access().endpoint().toString());
    return environment;
  }

  private Map<String, String> functionEnvironment() {
    Map<String, String> environment = environment();
    environment.put("DstBucket", destination.name());
    environment.put("CredBucket", keys.name());
    environment.put("CredObject", CREDENTIALS);
    environment.put("CopyCommand", "python3 " + SCRIPT);
    return environment;
  }

  /// Begins the worker that resides on the instance.
  ///
  /// @param options of `longhaul worker`
  void startWorker(String... options) {
    List<String> words = new ArrayList<>(Longhaul.java());
    words.addAll(List.of("worker", "--socket", socket().toString()));
    words.addAll(List.of("--state", folder.resolve("state").toString()));
    words.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(workerLog().toFile()));
    builder.environment().putAll(environment());
    try {
      worker = builder.start();
      processes.add(worker);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    await(() -> Files.exists(socket()));
  }

  /// The instance loses power.
  void killWorker() throws InterruptedException, IOException {
    if (worker != null) {
      worker.destroyForcibly().waitFor();
      Files.deleteIfExists(socket());
    }
  }

  /// Commands are accepted and never run, or run again.
  void deaf(boolean now) {
    deaf = now;
  }

  private Path socket() {
    return folder.resolve("w.sock");
  }

  private Path workerLog() {
    return folder.resolve("worker.log");
  }

  /// As the agent does: by a shell, while whoever sent the command goes on.
  private void shell(String line) throws IOException {
    if (deaf) {
      return;
    }
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", line)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("commands.log").toFile()));
    builder.environment().put("LONGHAUL_SOCKET", socket().toString());
    builder.environment().put("LONGHAUL", folder.resolve("none").toString());
    builder.start();
  }

  /// One event with a record for each key.
  String event(String name, String sequencer, List<String> names) {
    return names.stream()
        .map(key ->
            """
            {"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1",\
            "eventTime":"%s","eventName":"%s","s3":{"bucket":{"name":"%s"},\
            "object":{"key":"%s","sequencer":"%s"}}}\
            """
                .formatted(
                    "2026-11-24T00:00:00Z",
                    name,
                    source.name(),
                    URLEncoder.encode(key, StandardCharsets.UTF_8),
                    sequencer))
        .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
  }

  FunctionProcess main() {
    return main;
  }

  /// One pass of Monitor, and what it says of it.
  String pass() {
    return monitor.answer("{\"source\":\"aws.events\"}");
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

  /// Every job is written down as done, and none is open.
  boolean allIsDone() {
    Set<String> results = tables.ids(CopyTables.RESULTS);
    return tables.ids(CopyTables.OPEN).isEmpty()
        && results.stream()
            .allMatch(id -> "Y".equals(tables.stored(CopyTables.RESULTS, id).get("complete")));
  }

  void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it never came to that\n" + logs());
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  String logs() {
    StringBuilder logs = new StringBuilder();
    for (String name : List.of("worker.log", "commands.log")) {
      Path file = folder.resolve(name);
      try {
        logs.append(name).append(":\n").append(Files.exists(file) ? Files.readString(file) : "");
      } catch (IOException unreadable) {
        logs.append(unreadable);
      }
    }
    return logs.append(main.log()).append(monitor.log()).toString();
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    main.close();
    monitor.close();
    commands.close();
    tables.close();
    metrics.close();
  }
}
