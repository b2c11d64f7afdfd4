package dev.longhaul.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.effect.Workers;
import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.InMemoryLedger;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.Equality;
import dev.longhaul.reconcile.Equipment;
import dev.longhaul.reconcile.Mode;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.reconcile.Reconciler;
import dev.longhaul.reconcile.StoreEnd;
import dev.longhaul.reconcile.WindowBreaker;
import dev.longhaul.route.KeyFilter;
import dev.longhaul.route.KeyMapping;
import dev.longhaul.route.Policy;
import dev.longhaul.route.Route;
import dev.longhaul.scan.PairJudge;
import dev.longhaul.scan.Pass;
import dev.longhaul.scan.PassEngine;
import dev.longhaul.scan.PassLimits;
import dev.longhaul.scan.PassPlan;
import dev.longhaul.scan.Patience;
import dev.longhaul.scan.RouteScope;
import dev.longhaul.scan.ScanLimits;
import dev.longhaul.scan.ScanPlan;
import dev.longhaul.scan.ScratchInMemory;
import dev.longhaul.scan.SourceReport;
import dev.longhaul.scan.Thoroughness;
import dev.longhaul.scan.Verification;
import dev.longhaul.scan.VerifyPlan;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Observer;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.MemoryObject;
import dev.longhaul.transfer.BufferPool;
import dev.longhaul.transfer.Means;
import dev.longhaul.transfer.PartwiseTransfer;
import dev.longhaul.transfer.StoreLimits;
import dev.longhaul.transfer.TransferEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A route between two stores in memory, kept equal by the real engine in simulated time. What a
/// killed process leaves is the stores and the ledger.
final class RouteWorld {
  static final Capabilities PROVED =
      new Capabilities(
          new Capabilities.Preconditions(true, true, true, true, true),
          new Capabilities.Etags(true, true),
          new TreeSet<>(List.of(ChecksumAlgorithm.CRC32C)),
          true,
          Capabilities.TagSupport.COUNTED,
          new TreeSet<>(),
          new TreeMap<>(),
          false);

  final Simulation simulation;
  final Replication.Effects effects;
  String name = "route";
  final InMemoryStore source = new InMemoryStore("from");
  final InMemoryStore destination = new InMemoryStore("to");
  final Ledger ledger = new InMemoryLedger();
  final List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
  final List<String> happenings = Collections.synchronizedList(new ArrayList<>());
  WindowBreaker.Limits deletes = new WindowBreaker.Limits(100, 0.5, Duration.ofHours(1));
  Duration auditEvery = Duration.ofDays(1);
  AuditKind auditKind = AuditKind.LISTING;

  /// What an audit by inventory reads.
  SourceReport report = _ -> "an inventory of nothing";

  Duration grace = Duration.ZERO;
  double mostGone = 0.5;
  long pending = 1_000;
  String basis = "from to";
  final List<AuditPlan> rounds = new ArrayList<>();
  private final ScratchInMemory scratch = new ScratchInMemory();

  private Route route() {
    return Route.of(
        new KeyMapping(KeyPrefix.NONE, KeyPrefix.NONE),
        new Policy(
            Policy.Deletes.MIRROR,
            Policy.TagRule.COPY,
            new TreeMap<>(),
            null,
            Policy.Compare.LISTING,
            grace));
  }

  RouteWorld(long seed) {
    this(new Simulation(seed));
  }

  private RouteWorld(Simulation simulation) {
    this(
        simulation,
        new Replication.Effects(simulation.workers(), simulation.clock(), simulation.randomness()));
  }

  /// A world in real time, in which `running` and `sleep` are not used.
  RouteWorld(Replication.Effects effects) {
    this(new Simulation(0), effects);
  }

  private RouteWorld(Simulation simulation, Replication.Effects effects) {
    this.simulation = simulation;
    this.effects = effects;
    source.setTime(effects.clock()::now);
    destination.setTime(effects.clock()::now);
  }

  /// The route was audited once, and is not for as long as any test lasts.
  void auditedLongAgo() {
    auditEvery = Duration.ofDays(10_000);
    Instant now = effects.clock().now();
    AuditRecord record =
        new AuditRecord(AuditKind.LISTING, now, now, AuditRecord.Result.EQUAL, 0, 0, "");
    ledger.facts().record("audit.daily", record.line());
  }

  /// The replication of a new process.
  Replication replication() {
    WindowBreaker breaker = new WindowBreaker(effects.clock(), deletes, ledger.facts());
    Reconciler reconciler = reconciler(breaker);
    PassEngine engine =
        new PassEngine(
            reconciler::reconcile,
            ledger.parked()::park,
            breaker::know,
            () -> answers(source) && answers(destination));
    RouteParts parts =
        new RouteParts(
            name,
            route(),
            ledger,
            engine,
            breaker,
            new Work(),
            audits(),
            new RouteParts.Limits(4, 6, pending, Duration.ofSeconds(1), mostGone));
    return new Replication(parts, effects, new Listener(), LagObjective.USUAL);
  }

  private List<AuditPlan> audits() {
    List<AuditPlan> audits = new ArrayList<>(rounds);
    audits.add(new AuditPlan("daily", auditKind, 0, null, auditEvery));
    return audits;
  }

  private static boolean answers(InMemoryStore store) {
    try {
      store.ports().inspector().headBucket();
      return true;
    } catch (StoreException silent) {
      return false;
    }
  }

  private final class Listener implements RouteListener {
    @Override
    public void outcome(String name, Outcome outcome, @Nullable Duration lag) {
      outcomes.add(outcome);
    }

    @Override
    public void troubled(String name, Trouble trouble) {
      happenings.add("troubled");
    }

    @Override
    public void recovered(String name) {
      happenings.add("recovered");
    }

    @Override
    public void audited(String name, AuditRecord audit) {
      happenings.add("audited " + audit.result());
    }

    @Override
    public void remark(String remark) {
      happenings.add(remark);
    }
  }

  private final class Work implements AuditWork {
    @Override
    public Pass pass(AuditPlan plan, PassEngine engine) {
      boolean reported = plan.kind() == AuditKind.INVENTORY;
      PassPlan pass =
          new PassPlan(
              reported ? scan(plan).by(report) : scan(plan),
              reported ? Policy.Deletes.KEEP : Policy.Deletes.MIRROR,
              false,
              ledger.parked().all().stream().map(parked -> parked.key()).toList(),
              new PassLimits(3, 5, 9, Duration.ofSeconds(1)));
      return new Pass(pass, engine, passEffects());
    }

    @Override
    public String basis(AuditPlan plan) {
      return basis;
    }

    @Override
    public Verification deep(AuditPlan plan) {
      return new Verification(
          new VerifyPlan(
              scan(plan),
              source.ports().reader(),
              destination.ports().reader(),
              new Equality(route().policy(), PROVED, PROVED),
              new Thoroughness(false, plan.share()),
              new PassLimits(3, 5, 9, Duration.ofSeconds(1))),
          passEffects());
    }

    private Pass.Effects passEffects() {
      Patience patience =
          new Patience(effects.clock(), effects.randomness(), Duration.ofMinutes(15));
      return new Pass.Effects(effects.workers(), effects.clock(), scratch, patience);
    }

    private ScanPlan scan(AuditPlan plan) {
      KeyPrefix prefix = plan.prefix() == null ? KeyPrefix.NONE : plan.prefix();
      boolean closely = plan.kind() == AuditKind.METADATA;
      return ScanPlan.of(
          source.ports().lister(),
          destination.ports().lister(),
          new RouteScope(new KeyMapping(prefix, prefix), KeyFilter.ALL),
          new PairJudge(
              PROVED.etags(),
              PROVED.etags(),
              ledger.receipts()::find,
              closely ? Policy.Compare.METADATA : Policy.Compare.LISTING),
          new ScanLimits(3, 6, 1, 2000, 4000));
    }
  }

  private Reconciler reconciler(WindowBreaker breaker) {
    Means means =
        new Means(
            new BufferPool(64 << 20, effects.workers()),
            ledger.uploads(),
            effects.clock(),
            effects.randomness(),
            effects.workers(),
            2);
    PartwiseTransfer transfer =
        new PartwiseTransfer(
            new TransferEnd(source.ports(), () -> PROVED, StoreLimits.AMAZON),
            new TransferEnd(destination.ports(), () -> PROVED, StoreLimits.AMAZON),
            means);
    return new Reconciler(
        route(),
        end(source),
        end(destination),
        new Equipment(transfer, ledger, breaker, effects.clock()),
        Mode.ALONE);
  }

  private StoreEnd end(InMemoryStore store) {
    ObjectStore ports = store.ports();
    return new StoreEnd(ports, new Observer(ports, effects.clock()), () -> PROVED);
  }

  /// Runs a process beside what happens to it, then stops it.
  void running(Consumer<Replication> meanwhile) {
    simulation.run(() -> {
      Replication replication = replication();
      try (Workers.Group group = simulation.workers().open("process")) {
        Workers.Job<Boolean> job =
            group.start(() -> {
              replication.run();
              return true;
            });
        replication.ready();
        try {
          meanwhile.accept(replication);
        } finally {
          replication.stop();
        }
        job.join();
      }
      return true;
    });
  }

  void sleep(Duration duration) {
    simulation.clock().sleep(duration);
  }

  /// Both stores hold the same keys with the same bytes, metadata and tags.
  void assertSame(long seed) {
    assertThat(destination.objects().keySet())
        .as("seed %s", seed)
        .isEqualTo(source.objects().keySet());
    source
        .objects()
        .forEach((key, from) -> {
          MemoryObject to = destination.object(key);
          assertThat(to.content().toBytes())
              .as("seed %s, %s", seed, key)
              .isEqualTo(from.content().toBytes());
          assertThat(to.attributes().metadata())
              .as("seed %s, %s", seed, key)
              .isEqualTo(from.attributes().metadata());
          assertThat(to.attributes().tags())
              .as("seed %s, %s", seed, key)
              .isEqualTo(from.attributes().tags());
        });
  }

  /// What an event makes of a key.
  void event(Replication replication, String key) {
    replication.add(List.of(Hint.of(ObjectKey.of(key), Hint.Cause.EVENT, effects.clock().now())));
  }
}
