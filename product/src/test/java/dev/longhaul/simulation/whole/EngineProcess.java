package dev.longhaul.simulation.whole;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Workers;
import dev.longhaul.hint.Intake;
import dev.longhaul.ledger.InMemoryLedger;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.replicate.AuditKind;
import dev.longhaul.replicate.AuditRecord;
import dev.longhaul.replicate.EventRouter;
import dev.longhaul.replicate.Replication;
import dev.longhaul.replicate.RouteStatus;
import dev.longhaul.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A process that keeps the route equal, dies now and then, and begins again with its ledger.
final class EngineProcess {
  private static final int CALLS_OF_A_LIFE = 250;
  private static final Duration BEFORE_NEXT_LIFE = Duration.ofSeconds(20);
  private static final Duration SWEPT_AGAIN = Duration.ofSeconds(10);

  /// Time in which a process that is left in peace must have made both sides equal.
  static final Duration PEACE = Duration.ofHours(24);

  private static final Duration LOOK = Duration.ofSeconds(20);

  private final World world;
  private final String name;
  private final Clock clock;
  private final InMemoryLedger ledger = new InMemoryLedger();
  private @Nullable Replication replication;
  private boolean stopped;
  private int lives;

  EngineProcess(World world, String name) {
    this.world = world;
    this.name = name;
    this.clock = new OwnClock(world.simulation.clock(), world.clockAhead());
  }

  /// A clock that shows another time than the world's.
  private record OwnClock(Clock clock, Duration ahead) implements Clock {
    @Override
    public Instant now() {
      return clock.now().plus(ahead);
    }

    @Override
    public long nanos() {
      return clock.nanos();
    }

    @Override
    public void sleep(Duration duration) {
      clock.sleep(duration);
    }
  }

  /// Lives, dies and lives again until it is stopped.
  boolean work() {
    while (!stopped) {
      live();
      if (!stopped) {
        world.sleep(world.upTo(BEFORE_NEXT_LIFE));
      }
    }
    return true;
  }

  private void live() {
    Life life = new Life(world, name + "." + ++lives, 1 + world.dice.nextInt(CALLS_OF_A_LIFE));
    Watched watched = new Watched(world, life, ledger);
    Workers workers = world.simulation.workers();
    try (Workers.Group group = workers.open(life.toString())) {
      life.whenOver(group::cancel);
      Workers.Job<Boolean> job = group.start(() -> run(life, watched.ledger(), workers));
      try {
        job.join();
      } catch (Crash | Cancelled died) {
        throwUnlessOver(life, died);
      } catch (IllegalStateException failed) {
        throwUnlessOver(life, failed);
      }
    }
    if (life.isOver()) {
      watched.lose();
    }
    replication = null;
  }

  private void throwUnlessOver(Life life, Throwable thrown) {
    if (!life.isOver()) {
      throw new AssertionError(life + " ended by itself", thrown);
    }
  }

  private boolean run(Life life, Ledger own, Workers workers) {
    Memory memory = new Memory(world, life, workers);
    Engine engine =
        new Engine(
            world,
            life,
            own,
            memory,
            new Replication.Effects(workers, clock, world.simulation.randomness()));
    sweep(engine);
    Replication route = engine.replication(name);
    EventRouter router =
        new EventRouter(
            List.of(new EventRouter.Listening("from", route)),
            message -> {
              world.violated("nobody could read " + message);
              return true;
            },
            remark -> world.trace(life, remark));
    Intake intake = world.queue.intake(life, workers, clock);
    AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
    try (Workers.Group group = workers.open(name + "-intake")) {
      group.start(() -> {
        try {
          intake.run(router, new Told(world, life));
        } catch (Cancelled told) {
          throw told;
        } catch (RuntimeException | Error thrown) {
          broken.set(thrown);
          route.stop();
        }
        return true;
      });
      group.start(memory::crowd);
      replication = route;
      route.ready();
      try {
        route.run();
      } finally {
        group.cancel();
      }
    }
    if (broken.get() != null) {
      throw new IllegalStateException("the intake broke", broken.get());
    }
    memory.ended();
    return true;
  }

  /// A store that does not serve is asked again.
  private void sweep(Engine engine) {
    while (true) {
      try {
        engine.sweep();
        return;
      } catch (StoreException refused) {
        world.sleep(SWEPT_AGAIN);
      }
    }
  }

  // What a world that is in peace expects.

  /// Waits until nothing waits any more.
  void awaitEqual() {
    Instant until = world.now().plus(PEACE);
    while (!isEqual()) {
      if (world.now().isAfter(until)) {
        throw new AssertionError(name + " is not done after " + PEACE + " in peace: " + status());
      }
      world.throwIfViolated();
      world.sleep(LOOK);
    }
  }

  private boolean isEqual() {
    RouteStatus status = status();
    return status != null
        && status.condition() == RouteStatus.Condition.EQUAL
        && status.work().backlog().waiting() == 0
        && status.work().inFlight() == 0;
  }

  private @Nullable RouteStatus status() {
    return replication == null ? null : replication.status();
  }

  /// One audit of everything, metadata and tags too.
  void audit() {
    audit(AuditKind.METADATA);
    awaitEqual();
  }

  /// An audit that reads every byte, and must find nothing.
  void readEverything() {
    AuditRecord record = audit(AuditKind.DEEP);
    if (record.result() != AuditRecord.Result.EQUAL) {
      throw new AssertionError(name + " reads everything in peace and finds: " + record);
    }
  }

  private AuditRecord audit(AuditKind kind) {
    Instant asked = clock.now();
    Replication route = replication;
    if (route == null) {
      throw new AssertionError(name + " does not run");
    }
    route.audit(kind, kind == AuditKind.DEEP ? 1 : 0);
    Instant until = world.now().plus(PEACE);
    AuditRecord record = auditedSince(asked, kind);
    while (record == null) {
      if (world.now().isAfter(until)) {
        throw new AssertionError(name + " ends no audit in peace: " + status());
      }
      world.throwIfViolated();
      world.sleep(LOOK);
      record = auditedSince(asked, kind);
    }
    return record;
  }

  private @Nullable AuditRecord auditedSince(Instant asked, AuditKind kind) {
    RouteStatus status = status();
    AuditRecord last = status == null ? null : status.audits().last();
    boolean done =
        last != null && last.kind() == kind && !last.begun().isBefore(asked) && last.isComplete();
    return done ? last : null;
  }

  void stop() {
    stopped = true;
    if (replication != null) {
      replication.stop();
    }
  }
}
