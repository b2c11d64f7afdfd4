package dev.longhaul.cli;

import dev.longhaul.alert.AlertTarget;
import dev.longhaul.config.AlertEntry;
import dev.longhaul.config.Configuration;
import dev.longhaul.config.CredentialsChoice;
import dev.longhaul.config.DeleteRules;
import dev.longhaul.config.IntakeEntry;
import dev.longhaul.config.Location;
import dev.longhaul.config.ProcessLimits;
import dev.longhaul.config.Reporting;
import dev.longhaul.config.Rounds;
import dev.longhaul.config.RouteEntry;
import dev.longhaul.config.ServiceAccess;
import dev.longhaul.config.SideSettings;
import dev.longhaul.config.StoreEntry;
import dev.longhaul.config.Timetable;
import dev.longhaul.config.Urgency;
import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Supervisor;
import dev.longhaul.effect.system.DiskScratch;
import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.effect.system.SystemRandomness;
import dev.longhaul.effect.system.SystemWorkers;
import dev.longhaul.hint.EventSink;
import dev.longhaul.hint.Intake;
import dev.longhaul.hint.IntakeListener;
import dev.longhaul.hint.ObjectEvent;
import dev.longhaul.http.Answer;
import dev.longhaul.http.Endpoint;
import dev.longhaul.http.ListenException;
import dev.longhaul.ledger.InMemoryLedger;
import dev.longhaul.ledger.InMemoryMessages;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.LedgerException;
import dev.longhaul.ledger.Messages;
import dev.longhaul.log.Log;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.route.Policy;
import dev.longhaul.running.Intakes;
import dev.longhaul.scan.inventory.parquet.ParquetFormat;
import dev.longhaul.store.calls.Bandwidth;
import dev.longhaul.store.calls.Meter;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.probe.CapabilityCache;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A process that runs routes between buckets in memory, with one intake that the test feeds.
final class RunWorld {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  final Map<String, InMemoryStore> buckets = new ConcurrentHashMap<>();
  final Map<String, InMemoryLedger> ledgers = new ConcurrentHashMap<>();
  final Screen screen = new Screen();
  final CountDownLatch receiving = new CountDownLatch(1);
  private final List<StoreEntry> stores = new ArrayList<>();
  private final List<RouteEntry> routes = new ArrayList<>();
  private final List<IntakeEntry> intakes = new ArrayList<>();
  final List<AlertEntry> alerts = new ArrayList<>();
  final List<String> notices = Collections.synchronizedList(new ArrayList<>());
  private final LinkedBlockingQueue<ObjectEvent> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<Runnable> stop = new CompletableFuture<>();
  private final CompletableFuture<Runnable> reload = new CompletableFuture<>();
  private final CompletableFuture<ExitCode> ended = new CompletableFuture<>();

  /// What its supervisor was told.
  final Queue<String> told = new ConcurrentLinkedQueue<>();

  private final Supervisor supervisor = new Told();
  private final Map<String, Bandwidth> reads = new ConcurrentHashMap<>();

  /// What its file says, made from what the buckets and routes of this world need.
  volatile UnaryOperator<Configuration> edit = whole -> whole;

  @Nullable LedgerException unusable;
  @Nullable ListenException taken;
  @Nullable RuntimeException broken;

  InMemoryStore bucket(String name) {
    return buckets.computeIfAbsent(
        name,
        _ -> {
          stores.add(new StoreEntry(name, side(name), 8, null, Timetable.NONE));
          return new InMemoryStore(name);
        });
  }

  private static SideSettings side(String bucket) {
    return new SideSettings(
        new Location(bucket, ""),
        new CredentialsChoice.Anonymous(),
        null,
        URI.create("https://memory.invalid"),
        null,
        SideSettings.Addressing.AUTO,
        SideSettings.Kind.AUTO,
        SideSettings.Payload.UNSIGNED);
  }

  /// A route between the buckets of these names.
  void route(String source, String destination) {
    route(source, destination, Rounds.DEFAULT);
  }

  void route(String source, String destination, Rounds rounds) {
    bucket(source);
    bucket(destination);
    Policy policy =
        new Policy(
            Policy.Deletes.MIRROR,
            Policy.TagRule.COPY,
            new TreeMap<>(),
            null,
            Policy.Compare.LISTING);
    routes.add(
        new RouteEntry(
            source + "-to-" + destination,
            new RouteEntry.End(source, KeyPrefix.NONE),
            new RouteEntry.End(destination, KeyPrefix.NONE),
            List.of(),
            policy,
            DeleteRules.DEFAULT,
            Urgency.DEFAULT,
            rounds));
  }

  /// An intake of the events of these stores; it receives once `receiving` is counted down.
  void intake(String... names) {
    intakes.add(
        new IntakeEntry.Queue(
            "events",
            List.of(names),
            URI.create("http://queue.invalid/q"),
            new ServiceAccess(null, null, null, null),
            1));
  }

  void event(String bucket, String key) {
    events.add(new ObjectEvent(bucket, List.of(ObjectKey.of(key)), Instant.now()));
  }

  /// Starts `longhaul run`.
  void start() {
    RunCommand command =
        new RunCommand(
            surroundings(),
            new RunCommand.Outside(
                this::watch,
                supervisor,
                (_, _) -> opened(),
                hook ->
                    Endpoint.get(hook.path(), Endpoint.OPEN, _ -> Answer.text(200, hook.name())),
                new Voice(),
                (_, _, _, _) -> {
                  if (taken != null) {
                    throw taken;
                  }
                  return new NobodyListens();
                }),
            _ -> edit.apply(whole()));
    Thread.ofVirtual()
        .start(() ->
            ended.complete(
                new CommandLines(List.of(command), List::of)
                    .run(List.of("run"), screen.terminal())));
  }

  private Signals.Watch watch(Runnable end, Runnable again) {
    stop.complete(end);
    reload.complete(again);
    return () -> {};
  }

  private Configuration whole() {
    return new Configuration(
        Path.of("state"),
        ZoneOffset.UTC,
        stores,
        routes,
        intakes,
        alerts,
        new ProcessLimits(
            ProcessLimits.DEFAULT.memory(), 4, 1_000, ProcessLimits.DEFAULT.stopWithin()),
        Reporting.DEFAULT);
  }

  /// Remembers what it is told.
  private final class Told implements Supervisor {
    @Override
    public void ready() {
      told.add("ready");
    }

    @Override
    public void reloading() {
      told.add("reloading");
    }

    @Override
    public void stopping() {
      told.add("stopping");
    }

    @Override
    public void alive(String status) {
      told.add(status);
    }

    @Override
    public Optional<Duration> pulse() {
      return Optional.of(Duration.ofMillis(1));
    }
  }

  private Intakes.Opened opened() {
    return new Intakes.Opened(new FedIntake(), List::of, Optional::empty, () -> {});
  }

  /// Writes on the screen, and remembers what is told.
  private final class Voice implements Voices {
    @Override
    public Log log(OutputStream out, Reporting.Log settings) {
      return new Log(out, new SystemClock(), settings.format(), settings.level());
    }

    @Override
    public AlertTarget target(AlertEntry entry, Consumer<String> remarks) {
      return notice -> {
        notices.add(notice.title());
        return new AlertTarget.Answer.Taken();
      };
    }
  }

  /// Hands over what the test feeds.
  private final class FedIntake implements Intake {
    @Override
    public String name() {
      return "events";
    }

    @Override
    public void run(EventSink sink, IntakeListener listener) {
      try {
        receiving.await();
        listener.working();
        while (true) {
          ObjectEvent event = events.take();
          if (broken != null) {
            throw broken;
          }
          sink.take(List.of(event));
        }
      } catch (InterruptedException told) {
        throw new Cancelled(told);
      }
    }
  }

  /// Tells it to read its configuration again.
  void reload() {
    reload.join().run();
  }

  /// How fast a store is read.
  Bandwidth reads(String store) {
    return Objects.requireNonNull(reads.get(store), store);
  }

  /// Tells it to stop and waits for its end.
  ExitCode stop() {
    stop.join().run();
    return end();
  }

  ExitCode end() {
    return ended.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /// Waits until this is so.
  void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never: " + what + "\n" + screen.err());
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  void awaitCopied(String bucket, String key) {
    await(key + " in " + bucket, () -> bucket(bucket).has(ObjectKey.of(key)));
  }

  private Surroundings surroundings() {
    return new Surroundings(
        new Buckets(),
        new Ledgers(),
        _ -> () -> {},
        new SystemClock(),
        new SystemWorkers(),
        new SystemRandomness(),
        new DiskScratch(Path.of(System.getProperty("java.io.tmpdir")), 1 << 20),
        Map.of());
  }

  /// Opens the buckets of this world.
  private final class Buckets implements Stores {
    @Override
    public Opened source(RouteSettings route, Throttle throttle) {
      reads.put(route.source().location().bucket(), throttle.bandwidth());
      return open("source", route.source(), route.sourcePrefix());
    }

    @Override
    public Opened destination(RouteSettings route, Throttle throttle) {
      return open("destination", route.destination(), route.destinationPrefix());
    }

    @Override
    public OpenedInventory inventory(SideSettings side, RouteSettings route, Throttle throttle) {
      return new OpenedInventory(
          bucket(side.location().bucket()).ports(),
          side.location().path(),
          new ParquetFormat(new SystemWorkers()),
          () -> {});
    }

    @Override
    public Opened only(SideSettings side, boolean rawPrefix) {
      return open("store", side, side.location().prefix(rawPrefix));
    }

    private Opened open(String name, SideSettings side, KeyPrefix prefix) {
      return new Opened(
          name,
          side.location(),
          prefix,
          bucket(side.location().bucket()).ports(),
          () -> new Meter(Map.of(), 0, 0, 0, 0, 0),
          _ -> {},
          () -> {});
    }
  }

  /// A ledger for each pair, which outlives the process.
  private final class Ledgers implements States {
    @Override
    public Ledger ledger(Path folder, String source, String destination) {
      if (unusable != null) {
        throw unusable;
      }
      return ledgers.computeIfAbsent(source + destination, _ -> new InMemoryLedger());
    }

    @Override
    public Ledger forgetful() {
      return new InMemoryLedger();
    }

    @Override
    public Messages messages(Path folder) {
      return new InMemoryMessages(Messages.MOST);
    }

    @Override
    public CapabilityCache capabilities(Path folder) {
      return CapabilityCache.NONE;
    }
  }
}
