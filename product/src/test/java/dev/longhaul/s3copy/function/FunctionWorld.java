package dev.longhaul.s3copy.function;

import dev.longhaul.effect.ManualClock;
import dev.longhaul.effect.Randomness;
import dev.longhaul.hint.Hint;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.EngineInMemory;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CopyRoutes;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.CopyTablesInMemory;
import dev.longhaul.s3copy.CredentialObject;
import dev.longhaul.s3copy.Lease;
import dev.longhaul.s3copy.Taking;
import dev.longhaul.s3copy.Worker;
import dev.longhaul.store.Observation;
import dev.longhaul.store.Observer;
import dev.longhaul.store.memory.InMemoryStore;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Both functions, a fleet, tables and two buckets in memory; the engine is the real one.
final class FunctionWorld implements Fleet, Commands, Journal {
  static final CredentialObject CREDENTIALS =
      new CredentialObject("keys", ObjectKey.of("S3BJScredential.txt"));
  static final Duration LEASE = Duration.ofSeconds(90);

  final ManualClock clock = new ManualClock();
  final CopyTablesInMemory rows = new CopyTablesInMemory(clock);
  final CopyTables tables = rows.tables();
  final InMemoryStore source = new InMemoryStore("source");
  final InMemoryStore destination = new InMemoryStore("destination");
  final Function<Hint, Outcome> engine = EngineInMemory.mirror(source, destination);

  /// The fleet as Systems Manager tells it.
  final List<Instance> fleet = new ArrayList<>();

  /// Instances that take no command.
  final List<String> unfit = new ArrayList<>();

  /// What was sent, in order, and where to.
  final List<Command> sent = new ArrayList<>();

  /// What was swept and sent, in order.
  final List<String> steps = new ArrayList<>();

  final List<String> lines = new ArrayList<>();
  final Map<Figure, Long> counts = new EnumMap<>(Figure.class);
  private final Observer observer = new Observer(source.ports(), clock);
  int fleetAsked;

  /// Looking at this key fails as nobody foresaw.
  @Nullable ObjectKey odd;

  CopyRoutes routes = new CopyRoutes.One("destination", CREDENTIALS, List.of());

  private long chance = 7;

  /// One command that was sent.
  record Command(String instance, CopyJob job) {}

  FunctionWorld() {
    fleet.add(online("i-1"));
  }

  Instance online(String id) {
    return new Instance(id, true, clock.now(), true);
  }

  Randomness randomness() {
    return () -> chance = chance * 6364136223846793005L + 1442695040888963407L;
  }

  InstanceDispatch dispatch() {
    return new InstanceDispatch(this, this, tables.scans(), clock, randomness());
  }

  KeyHandler handler(Dispatch dispatch) {
    return new KeyHandler(tables, dispatch, (_, key) -> observe(key), engine(), clock);
  }

  private KeyEngine engine() {
    return new KeyEngine() {
      @Override
      public Outcome reconcile(CopyJob job) {
        return FunctionWorld.this.reconcile(job);
      }

      @Override
      public void sweep(CopyJob job, Instant since) {
        steps.add("sweep " + job.key());
      }
    };
  }

  private Observation observe(ObjectKey key) {
    if (odd != null && key.equals(odd)) {
      throw new IllegalStateException("odd\nkey");
    }
    return observer.observe(key);
  }

  Outcome reconcile(CopyJob job) {
    return engine.apply(Hint.of(job.key(), Hint.Cause.EVENT, clock.now()));
  }

  EventFunction main() {
    return new EventFunction(() -> routes, handler(dispatch()), this, clock);
  }

  MonitorFunction monitor() {
    return new MonitorFunction(
        tables,
        handler(dispatch()),
        new MonitorFunction.Setting(() -> routes, MonitorFunction.Setting.USUAL_ATTEMPTS),
        this,
        clock);
  }

  MonitorFunction.Report pass() {
    return monitor().pass(clock.now().plus(Duration.ofMinutes(10)), null);
  }

  void put(String key, String content) {
    source.put(key, content);
  }

  /// A worker of ours does what was sent last.
  void work() {
    CopyJob job = sent.getLast().job();
    Taking taking = tables.leases().take(job, new Worker(sent.getLast().instance(), null), LEASE);
    if (taking instanceof Taking.Taken(Lease lease)) {
      reconcile(job);
      tables.leases().settle(lease, Duration.ofSeconds(1));
    }
  }

  /// An event of S3 about one key, encoded as S3 does.
  static String event(String name, String key, String sequencer) {
    return "{\"Records\":[" + record(name, key, sequencer) + "]}";
  }

  static String record(String name, String key, String sequencer) {
    return """
    {"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1",\
    "eventTime":"2026-11-24T00:00:00.000Z","eventName":"%s","s3":{"bucket":{"name":"source"},\
    "object":{"key":"%s","sequencer":"%s"}}}\
    """
        .formatted(name, URLEncoder.encode(key, StandardCharsets.UTF_8), sequencer);
  }

  @Override
  public List<Instance> instances() {
    fleetAsked++;
    return List.copyOf(fleet);
  }

  @Override
  public String tag() {
    return "Role=s3sync";
  }

  @Override
  public Answer send(Instance instance, CopyJob job) {
    if (unfit.contains(instance.id())) {
      return new Answer.Unfit("InvalidInstanceId");
    }
    sent.add(new Command(instance.id(), job));
    steps.add("send to " + instance.id());
    return new Answer.Accepted("command-" + sent.size());
  }

  @Override
  public void line(String text) {
    lines.add(text);
  }

  @Override
  public void count(Figure figure, long number) {
    counts.merge(figure, number, Long::sum);
  }

  /// A row as the original's Main leaves it, or its worker when it has begun.
  void original(String table, String id, String key, Instant started) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("id", id);
    row.put("source_bucket", "source");
    row.put("destination_bucket", "destination");
    row.put("key", key);
    row.put("complete", "N");
    if (table.equals(CopyTables.OPEN)) {
      row.put("start_time", Long.toString(started.getEpochSecond()) + ".25");
    }
    rows.rows(table).put(id, row);
  }
}
