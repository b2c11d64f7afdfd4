package dev.longhaul.reconcile.simulated;

import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.InMemoryLedger;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.Equipment;
import dev.longhaul.reconcile.Mode;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.reconcile.Reconciler;
import dev.longhaul.reconcile.RunBreaker;
import dev.longhaul.reconcile.StoreEnd;
import dev.longhaul.route.KeyMapping;
import dev.longhaul.route.Policy;
import dev.longhaul.route.Route;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Observer;
import dev.longhaul.store.calls.BodyFlow;
import dev.longhaul.store.calls.GuardedStore;
import dev.longhaul.store.memory.HonestProbe;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.transfer.BufferPool;
import dev.longhaul.transfer.Means;
import dev.longhaul.transfer.PartwiseTransfer;
import dev.longhaul.transfer.StoreLimits;
import dev.longhaul.transfer.TransferEnd;
import dev.longhaul.transfer.UploadSweeper;
import java.time.Duration;
import java.util.TreeMap;

/// One process that reconciles what events name, dies now and then, and begins again with the
/// ledger it had.
final class EngineProcess {
  private static final StoreLimits LIMITS =
      new StoreLimits(10_000, 1, 5L << 30, 5L << 30, 5L << 40);

  private static final Policy MIRROR =
      new Policy(
          Policy.Deletes.MIRROR,
          Policy.TagRule.COPY,
          new TreeMap<>(),
          null,
          Policy.Compare.LISTING);

  private final World world;
  private final String name;
  private final InMemoryLedger ledger;
  private int lives;

  EngineProcess(World world, String name) {
    this.world = world;
    this.name = name;
    this.ledger = new InMemoryLedger();
  }

  /// Works until nobody writes any more and no event is left.
  boolean work() {
    while (!world.written || !world.events.isEmpty()) {
      live();
    }
    return true;
  }

  private void live() {
    Life life = new Life(name + "-" + ++lives);
    Mode mode = world.scenario.workers() == 1 ? Mode.ALONE : Mode.FLEET;
    Reconciler reconciler = reconciler(life, mode, world.scenario);
    ObjectKey key = null;
    try {
      while (!world.written || !world.events.isEmpty()) {
        key = world.events.pollFirst();
        if (key == null) {
          world.simulation.clock().sleep(Duration.ofMillis(700));
        } else if (reconcile(reconciler, life, key) instanceof Outcome.Unfinished) {
          world.events.addLast(key);
          world.simulation.clock().sleep(Duration.ofMillis(300));
        }
      }
    } catch (Crash _) {
      if (key != null && world.dice.nextInt(4) > 0) {
        world.events.addLast(key);
      }
    }
  }

  Outcome reconcile(Reconciler reconciler, Life life, ObjectKey key) {
    life.begins(world.history.now());
    world.trace("BEGIN  ", life, key);
    world.busy++;
    try {
      Outcome outcome =
          reconciler.reconcile(Hint.of(key, Hint.Cause.EVENT, world.simulation.clock().now()));
      world.trace("END    ", life, outcome);
      return outcome;
    } finally {
      world.busy--;
    }
  }

  /// One more pass in which nothing goes wrong.
  Outcome settle(ObjectKey key) {
    Life life = new Life(name + "-last");
    return reconcile(reconciler(life, Mode.ALONE, calm()), life, key);
  }

  private Scenario calm() {
    Scenario now = world.scenario;
    return new Scenario(1, now.source(), now.destination(), false, false, false, now.hot());
  }

  /// What a start does about uploads that crashes left behind.
  void sweep() {
    Life life = new Life(name + "-sweep");
    Trouble none = trouble(life, calm());
    UploadSweeper sweeper =
        new UploadSweeper(
            end(world.destination, HonestProbe.of(world.scenario.destination()), none),
            means(new MortalLedger(ledger, life)));
    sweeper.abortAll(_ -> false);
  }

  private Trouble trouble(Life life, Scenario scenario) {
    return new Trouble(scenario, world.simulation, world.dice, world.history, life);
  }

  private Reconciler reconciler(Life life, Mode mode, Scenario scenario) {
    Trouble trouble = trouble(life, scenario);
    Ledger mortal = new MortalLedger(ledger, life);
    TransferEnd from = end(world.source, HonestProbe.of(scenario.source()), trouble);
    TransferEnd to = end(world.destination, HonestProbe.of(scenario.destination()), trouble);
    return new Reconciler(
        Route.of(new KeyMapping(KeyPrefix.NONE, KeyPrefix.NONE), MIRROR),
        storeEnd(from),
        storeEnd(to),
        new Equipment(
            new PartwiseTransfer(from, to, means(mortal)),
            mortal,
            new RunBreaker(1_000, 0),
            world.simulation.clock()),
        mode);
  }

  private Means means(Ledger mortal) {
    return new Means(
        new BufferPool(32 << 20, world.simulation.workers()),
        mortal.uploads(),
        world.simulation.clock(),
        world.simulation.randomness(),
        world.simulation.workers(),
        2);
  }

  private static TransferEnd end(InMemoryStore store, Capabilities proved, Trouble trouble) {
    ObjectStore guarded = GuardedStore.of(store.ports(), trouble, BodyFlow.FREE);
    return new TransferEnd(guarded, () -> proved, LIMITS);
  }

  private StoreEnd storeEnd(TransferEnd end) {
    return new StoreEnd(
        end.store(), new Observer(end.store(), world.simulation.clock()), end.capabilities());
  }
}
