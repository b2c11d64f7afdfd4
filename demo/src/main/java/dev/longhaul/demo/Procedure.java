package dev.longhaul.demo;

import dev.longhaul.CopyToChinaMain;
import dev.longhaul.CopyToChinaMonitor;
import dev.longhaul.CopyToChinaMpu;
import dev.longhaul.CopyToChinaSingle;
import dev.longhaul.rehearsal.CommandServer;
import dev.longhaul.rehearsal.FunctionServer;
import dev.longhaul.rehearsal.MetricServer;
import dev.longhaul.rehearsal.TableServer;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.function.FunctionDispatch;
import dev.longhaul.s3copy.part.PartTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// The whole original procedure on this machine: both functions under Lambda's runtime client, a
/// Systems Manager that really runs its commands, instances, tables and a metric; or functions that
/// copy, in place of instances. The buckets are the caller's.
final class Procedure implements AutoCloseable {
  private static final String CREDENTIALS = "S3BJScredential.txt";

  private static final String SINGLE = FunctionDispatch.Names.USUAL.single();
  private static final String MPU = FunctionDispatch.Names.USUAL.parts();

  private final TableServer tables =
      new TableServer(CopyTables.OPEN, CopyTables.RESULTS)
          .with(PartTables.PARTS, "uploadid", "part")
          .with(PartTables.UPLOADS, "uploadid");

  private final CommandServer commands =
      new CommandServer((command, line) -> shell(command.instance(), line));
  private final MetricServer metrics = new MetricServer();
  private final FunctionServer lambda = new FunctionServer(this::invoke, SINGLE, MPU);
  private final Map<String, DemoInstance> instances = new ConcurrentSkipListMap<>();

  private final Ends ends;
  private final Wires wires;
  private final Path folder;
  private final CopyScript script;
  private final FunctionProcess main;
  private final FunctionProcess monitor;
  private final List<FunctionProcess> more = new CopyOnWriteArrayList<>();

  /// By what they are called.
  private final Map<String, FunctionProcess> copying = new ConcurrentSkipListMap<>();

  private volatile boolean deaf;
  private volatile Predicate<String> lost = _ -> false;

  /// Between which buckets it works.
  ///
  /// @param keys the bucket beside the source that has the object with the destination's keys
  record Ends(StoreAccess near, String source, String keys, StoreAccess far, String destination) {}

  /// What stands between the procedure's programs and the services that they call.
  @FunctionalInterface
  interface Wires {
    /// Nothing.
    Wires DIRECT = (_, _, service) -> service;

    /// Where this role finds the service that is really at the given address.
    URI between(Role role, Cloud cloud, URI service);

    /// More variables for the programs of a role.
    default Map<String, String> more(Role role) {
      return Map.of();
    }
  }

  /// Starts services and functions; there is no instance yet.
  ///
  /// @param folder for all that they write
  Procedure(Ends ends, CopyScript script, Wires wires, Path folder) {
    this.ends = ends;
    this.script = script;
    this.wires = wires;
    this.folder = folder;
    main = function(Role.MAIN, CopyToChinaMain.class, folder);
    monitor = function(Role.MONITOR, CopyToChinaMonitor.class, folder);
  }

  private FunctionProcess function(Role role, Class<?> handler, Path logs) {
    Map<String, String> environment = environment(role);
    environment.putIfAbsent("DstBucket", ends.destination);
    environment.put("CredBucket", ends.keys);
    environment.put("CredObject", CREDENTIALS);
    environment.put("CopyCommand", script.command());
    return new FunctionProcess(handler, environment, logs);
  }

  private Map<String, String> environment(Role role) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("AWS_ACCESS_KEY_ID", ends.near.accessKey());
    environment.put("AWS_SECRET_ACCESS_KEY", ends.near.secretKey());
    environment.put("AWS_REGION", ends.near.region());
    for (Cloud cloud : Cloud.values()) {
      environment.put(cloud.variable(), wires.between(role, cloud, endpoint(cloud)).toString());
    }
    environment.put("AWS_CONFIG_FILE", folder.resolve("no-config").toString());
    environment.put("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("no-keys").toString());
    environment.put("DstRegion", ends.far.region());
    environment.put("DstEndpoint", ends.far.endpoint().toString());
    environment.putAll(wires.more(role));
    return environment;
  }

  private URI endpoint(Cloud cloud) {
    return switch (cloud) {
      case S3 -> ends.near.endpoint();
      case DYNAMODB -> tables.endpoint();
      case SSM -> commands.endpoint();
      case CLOUDWATCH -> metrics.endpoint();
      case LAMBDA -> lambda.endpoint();
    };
  }

  /// Writes the object with the destination's keys as vim leaves it, line end at the end.
  void putCredentials(S3Client near, String secret) {
    near.putObject(
        request -> request.bucket(ends.keys).key(CREDENTIALS),
        RequestBody.fromString(ends.far.accessKey() + "\r\n" + secret + "\r\n"));
  }

  /// Makes an instance, which is to be started yet, and which Systems Manager finds online.
  ///
  /// @param tags besides `Role=s3sync`
  DemoInstance instance(String id, Map<String, String> tags) {
    DemoInstance instance =
        new DemoInstance(id, folder.resolve(id), script, environment(Role.WORKER));
    instances.put(id, instance);
    Map<String, String> all = new LinkedHashMap<>(tags);
    all.put("Role", "s3sync");
    commands.put(id, new CommandServer.Machine(all, "Online"));
    return instance;
  }

  /// Its agent is not heard of any more.
  void lose(DemoInstance instance) {
    instance.kill();
    commands.put(
        instance.id(), new CommandServer.Machine(Map.of("Role", "s3sync"), "ConnectionLost"));
  }

  /// Commands are accepted and never run, or run again.
  void deaf(boolean now) {
    deaf = now;
  }

  private void shell(String id, String line) throws IOException {
    DemoInstance instance = instances.get(id);
    if (!deaf && instance != null) {
      instance.run(line);
    }
  }

  /// One event with a record for each key.
  String event(String name, String sequencer, List<String> keys) {
    return keys.stream()
        .map(key ->
            """
            {"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1",\
            "eventTime":"2026-11-24T00:00:00Z","eventName":"%s","s3":{"bucket":{"name":"%s"},\
            "object":{"key":"%s","sequencer":"%s"}}}\
            """
                .formatted(
                    name, ends.source, URLEncoder.encode(key, StandardCharsets.UTF_8), sequencer))
        .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
  }

  FunctionProcess main() {
    return main;
  }

  /// One more instance of Main, as Lambda starts them when events come at once.
  ///
  /// @param name of its folder
  FunctionProcess anotherMain(String name) {
    FunctionProcess another = function(Role.MAIN, CopyToChinaMain.class, logs(name));
    more.add(another);
    return another;
  }

  private Path logs(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException failure) {
      throw new UncheckedIOException("Functions have no folder.", failure);
    }
  }

  /// Starts a process for each of the functions that copy; those before get nothing any more.
  ///
  /// @param name of a folder for them
  void startCopying(String name) {
    Path logs = logs(name);
    copying.put(SINGLE, function(Role.COPIER, CopyToChinaSingle.class, logs));
    copying.put(MPU, function(Role.COPIER, CopyToChinaMpu.class, logs));
    more.addAll(copying.values());
  }

  /// The functions that copy end in the middle of what they do, and whatever waits for them is
  /// lost.
  void killCopying() {
    copying.values().forEach(FunctionProcess::close);
    copying.clear();
  }

  /// Invokes a function that copies, and says what it answers.
  String copy(FunctionServer.Invocation invocation) {
    return Objects.requireNonNull(copying.get(invocation.function())).answer(invocation.payload());
  }

  /// Each event comes twice, which Lambda allows itself. What fails is not tried again, which
  /// Lambda would do: here Monitor has to see to it.
  private void invoke(FunctionServer.Invocation invocation) {
    FunctionProcess function = copying.get(invocation.function());
    if (function != null && !lost.test(invocation.payload())) {
      function.begin(invocation.payload());
      function.begin(invocation.payload());
    }
  }

  /// From now on events of Lambda with such a payload are accepted and lost.
  void lose(Predicate<String> payloads) {
    lost = payloads;
  }

  FunctionServer lambda() {
    return lambda;
  }

  /// One pass of Monitor, and what it says of it.
  String pass() {
    return monitor.answer("{\"source\":\"aws.events\"}");
  }

  TableServer tables() {
    return tables;
  }

  CommandServer commands() {
    return commands;
  }

  MetricServer metrics() {
    return metrics;
  }

  /// The row of the job for this key that is in work; empty when there is none.
  Map<String, String> openJob(String key) {
    return tables.ids(CopyTables.OPEN).stream()
        .map(id -> tables.stored(CopyTables.OPEN, id))
        .filter(row -> key.equals(row.get("key")))
        .findFirst()
        .orElse(Map.of());
  }

  /// Every job is written down as done, and none is open.
  boolean allIsDone() {
    Set<String> results = tables.ids(CopyTables.RESULTS);
    return tables.ids(CopyTables.OPEN).isEmpty()
        && results.stream()
            .allMatch(id -> "Y".equals(tables.stored(CopyTables.RESULTS, id).get("complete")));
  }

  /// All that its programs wrote.
  String logs() {
    StringBuilder logs = new StringBuilder();
    instances.values().forEach(instance -> logs.append(instance.logs()));
    more.forEach(another -> logs.append(another.log()));
    return logs.append(main.log()).append(monitor.log()).toString();
  }

  @Override
  public void close() {
    instances.values().forEach(DemoInstance::close);
    main.close();
    monitor.close();
    more.forEach(FunctionProcess::close);
    commands.close();
    tables.close();
    metrics.close();
    lambda.close();
  }
}
