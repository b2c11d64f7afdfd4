package dev.longhaul.simulation.whole;

import dev.longhaul.effect.Clock;
import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.Equality;
import dev.longhaul.reconcile.Equipment;
import dev.longhaul.reconcile.Mode;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.reconcile.Reconciler;
import dev.longhaul.reconcile.StoreEnd;
import dev.longhaul.reconcile.WindowBreaker;
import dev.longhaul.replicate.AuditKind;
import dev.longhaul.replicate.AuditPlan;
import dev.longhaul.replicate.AuditWork;
import dev.longhaul.replicate.LagObjective;
import dev.longhaul.replicate.Replication;
import dev.longhaul.replicate.RouteParts;
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
import dev.longhaul.scan.Thoroughness;
import dev.longhaul.scan.Verification;
import dev.longhaul.scan.VerifyPlan;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Observer;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.calls.BodyFlow;
import dev.longhaul.store.calls.CallPolicy;
import dev.longhaul.store.calls.ConcurrencyLimit;
import dev.longhaul.store.calls.GuardedStore;
import dev.longhaul.store.calls.LimitedCalls;
import dev.longhaul.store.calls.RetryingCalls;
import dev.longhaul.store.memory.HonestProbe;
import dev.longhaul.transfer.Means;
import dev.longhaul.transfer.PartwiseTransfer;
import dev.longhaul.transfer.StoreLimits;
import dev.longhaul.transfer.TransferEnd;
import dev.longhaul.transfer.UploadSweeper;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The real engine of a route, put together as a process does, for one life of it.
final class Engine implements AuditWork {
  private static final StoreLimits LIMITS =
      new StoreLimits(10_000, 1, 5L << 30, 5L << 30, 5L << 40);

  private static final PassLimits PASS = new PassLimits(3, 5, 9, Duration.ofSeconds(1));

  private final World world;
  private final Life life;
  private final Replication.Effects effects;
  private final Ledger ledger;
  private final End source;
  private final End destination;
  private final Memory memory;
  private final Means means;
  private final ScratchInMemory scratch = new ScratchInMemory();

  /// One side with what is known of its store.
  private record End(ObjectStore store, Capabilities proved) {
    TransferEnd forTransfer() {
      return new TransferEnd(store, () -> proved, LIMITS);
    }

    StoreEnd forReconciler(Clock clock) {
      return new StoreEnd(store, new Observer(store, clock), () -> proved);
    }

    boolean answers() {
      try {
        store.inspector().headBucket();
        return true;
      } catch (StoreException silent) {
        return false;
      }
    }
  }

  /// @param effects the process's own
  Engine(World world, Life life, Ledger ledger, Memory memory, Replication.Effects effects) {
    this.world = world;
    this.life = life;
    this.effects = effects;
    this.ledger = ledger;
    this.memory = memory;
    this.source = new End(reach(world.source), HonestProbe.of(world.scenario.source()));
    this.destination =
        new End(reach(world.destination), HonestProbe.of(world.scenario.destination()));
    this.means =
        new Means(
            memory.pool(),
            ledger.uploads(),
            effects.clock(),
            effects.randomness(),
            effects.workers(),
            2);
  }

  /// With the limits and retries of a real process around every call.
  private ObjectStore reach(Site site) {
    ConcurrencyLimit limit = ConcurrencyLimit.of(new ConcurrencyLimit.Bounds(1, 2, 4));
    LimitedCalls limited = new LimitedCalls(effects.workers(), effects.clock(), limit);
    RetryingCalls retrying =
        new RetryingCalls(
            effects.clock(), world.simulation.randomness(), RetryingCalls.Patience.DEFAULT);
    CallPolicy around = retrying.around(limited);
    return GuardedStore.of(new Link(world, life, site).store(), around, BodyFlow.FREE);
  }

  /// What a start does about uploads that crashes left behind.
  void sweep() {
    new UploadSweeper(destination.forTransfer(), means).findLost(this::lookAgain);
  }

  private void lookAgain(ObjectKey key) {
    Hint hint = Hint.of(world.toSource(key), Hint.Cause.SCAN, effects.clock().now());
    ledger.hints().add(List.of(hint), effects.clock().now());
  }

  private Route route() {
    return Route.of(
        new KeyMapping(KeyPrefix.NONE, KeyPrefix.of(world.scenario.prefix())),
        new Policy(
            Policy.Deletes.MIRROR,
            Policy.TagRule.COPY,
            new TreeMap<>(),
            null,
            Policy.Compare.LISTING,
            world.scenario.grace()));
  }

  Replication replication(String name) {
    WindowBreaker breaker =
        new WindowBreaker(
            effects.clock(),
            new WindowBreaker.Limits(10_000, 1, Duration.ofHours(1)),
            ledger.facts());
    Reconciler reconciler =
        new Reconciler(
            route(),
            source.forReconciler(effects.clock()),
            destination.forReconciler(effects.clock()),
            new Equipment(
                new PartwiseTransfer(source.forTransfer(), destination.forTransfer(), means),
                ledger,
                breaker,
                effects.clock()),
            Mode.ALONE);
    PassEngine engine =
        new PassEngine(
            hint -> reconcile(reconciler, hint),
            this::park,
            breaker::know,
            () -> source.answers() && destination.answers());
    RouteParts parts =
        new RouteParts(
            name,
            route(),
            ledger,
            engine,
            breaker,
            this,
            audits(),
            new RouteParts.Limits(world.scenario.workers(), 6, 1_000, Duration.ofSeconds(1), 1));
    return new Replication(parts, effects, new Told(world, life), LagObjective.USUAL);
  }

  /// One of everything, and where there are many keys one of a prefix beside it.
  private List<AuditPlan> audits() {
    AuditPlan whole = new AuditPlan("listing", AuditKind.LISTING, 0, null, Duration.ofHours(2));
    AuditPlan part =
        new AuditPlan("a", AuditKind.LISTING, 0, KeyPrefix.of("a"), Duration.ofMinutes(10));
    return world.keys.size() < World.MANY_KEYS ? List.of(whole) : List.of(whole, part);
  }

  private Outcome reconcile(Reconciler reconciler, Hint hint) {
    Attempt attempt = life.begins(hint.key(), world.judge.moment());
    world.trace(life, "begins " + hint.key());
    try {
      Outcome outcome = reconciler.reconcile(hint);
      attempt.outcome = outcome;
      world.trace(life, "ends " + outcome);
      return outcome;
    } finally {
      if (attempt.outcome == null) {
        life.broke(hint.key(), attempt);
      }
      memory.ended();
    }
  }

  private void park(ParkedKey parked) {
    Attempt attempt = life.attempt(parked.key());
    if (attempt != null) {
      attempt.givenUp = true;
    }
    ledger.parked().park(parked);
  }

  @Override
  public Pass pass(AuditPlan plan, PassEngine engine) {
    PassPlan pass =
        new PassPlan(
            scan(plan, plan.kind() == AuditKind.METADATA),
            Policy.Deletes.MIRROR,
            false,
            lookedAt(plan),
            PASS);
    return new Pass(pass, engine, passEffects());
  }

  private List<ObjectKey> lookedAt(AuditPlan plan) {
    KeyPrefix prefix = plan.prefix();
    return Stream.concat(
            ledger.parked().all().stream().map(ParkedKey::key),
            ledger.uploads().open().stream().map(upload -> world.toSource(upload.key())))
        .filter(key -> prefix == null || key.startsWith(prefix))
        .distinct()
        .toList();
  }

  @Override
  public String basis(AuditPlan plan) {
    return "from to";
  }

  @Override
  public Verification deep(AuditPlan plan) {
    VerifyPlan verify =
        new VerifyPlan(
            scan(plan, false),
            source.store.reader(),
            destination.store.reader(),
            new Equality(route().policy(), source.proved, destination.proved),
            new Thoroughness(true, plan.share()),
            PASS);
    return new Verification(verify, passEffects());
  }

  private Pass.Effects passEffects() {
    Patience patience = new Patience(effects.clock(), effects.randomness(), Duration.ofMinutes(15));
    return new Pass.Effects(effects.workers(), effects.clock(), scratch, patience);
  }

  private ScanPlan scan(AuditPlan plan, boolean metadata) {
    KeyPrefix prefix = plan.prefix() == null ? KeyPrefix.NONE : plan.prefix();
    KeyPrefix kept = KeyPrefix.of(world.scenario.prefix() + prefix.text());
    return ScanPlan.of(
        source.store.lister(),
        destination.store.lister(),
        new RouteScope(new KeyMapping(prefix, kept), KeyFilter.ALL),
        new PairJudge(
            source.proved.etags(),
            destination.proved.etags(),
            ledger.receipts()::find,
            metadata ? Policy.Compare.METADATA : Policy.Compare.LISTING),
        new ScanLimits(3, 6, 1, 2000, 4000));
  }
}
