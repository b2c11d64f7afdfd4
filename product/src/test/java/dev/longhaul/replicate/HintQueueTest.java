package dev.longhaul.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.effect.Workers;
import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.InMemoryLedger;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.PendingHint;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Hints on their way from a ledger that takes its time to those who work on them, in every order
/// that the seeds find.
final class HintQueueTest {
  private static final int SEEDS = 300;
  private static final int WORKERS = 3;
  private static final int ROOM = 4;
  private static final int KEYS = 12;

  @Test
  void noHintIsWorkedOnTwice() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Run run = new Run(seed);
      run.withFewKeys();
      assertThat(run.worked).as("seed %s", seed).doesNotHaveDuplicates();
    }
  }

  @Test
  @Hazard(17)
  void noHintStaysBehindThoughItIsRenewedOrPutOff() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Run run = new Run(seed);
      run.withFewKeys();
      assertThat(run.ledger.hints().backlog().pending()).as("seed %s", seed).isZero();
      assertThat(run.worked).as("seed %s", seed).hasSizeGreaterThanOrEqualTo(KEYS);
    }
  }

  /// One seed's queue.
  private static final class Run {
    private final Simulation simulation;
    private final SplittableRandom random;
    private final Ledger ledger = new InMemoryLedger();
    private final HintQueue queue;

    /// Each hint that was taken to be settled.
    private final List<PendingHint> worked = new ArrayList<>();

    Run(long seed) {
      simulation = new Simulation(seed);
      random = new SplittableRandom(seed);
      queue =
          new HintQueue(
              simulation.workers().monitor(),
              simulation.clock(),
              new SlowHints(ledger.hints(), simulation),
              ROOM);
    }

    void withFewKeys() {
      simulation.run(() -> {
        try (Workers.Group group = simulation.workers().open("route")) {
          group.start(() -> {
            queue.feed();
            return true;
          });
          for (int worker = 0; worker < WORKERS; worker++) {
            group.start(this::work);
          }
          for (int number = 0; number < 3 * KEYS; number++) {
            simulation.clock().sleep(Duration.ofMillis(random.nextInt(3)));
            add(ObjectKey.of("key" + number % KEYS));
          }
          simulation.clock().sleep(Duration.ofSeconds(5));
          queue.stop();
        }
        return true;
      });
    }

    private void add(ObjectKey key) {
      Instant now = simulation.clock().now();
      ledger.hints().add(List.of(Hint.of(key, Hint.Cause.EVENT, now)), now);
      queue.wake();
    }

    private boolean work() {
      Optional<PendingHint> next = queue.take();
      while (next.isPresent()) {
        PendingHint hint = next.get();
        simulation.clock().sleep(Duration.ofMillis(random.nextInt(4)));
        boolean putOff = random.nextInt(10) == 0;
        if (putOff) {
          Instant due = simulation.clock().now().plusMillis(random.nextInt(20));
          ledger.hints().postpone(hint.tried(), due);
        } else {
          worked.add(hint);
          ledger.hints().settle(hint);
        }
        queue.done(hint);
        if (putOff) {
          queue.wake();
        }
        next = queue.take();
      }
      return true;
    }
  }

  /// Hints that others change while they are read, and after.
  private record SlowHints(Ledger.Hints hints, Simulation simulation) implements Ledger.Hints {
    @Override
    public void add(List<Hint> added, Instant due) {
      hints.add(added, due);
    }

    @Override
    public List<PendingHint> due(Instant now, int most) {
      simulation.step("before the ledger is read");
      List<PendingHint> due = hints.due(now, most);
      simulation.step("after the ledger was read");
      return due;
    }

    @Override
    public void settle(PendingHint hint) {
      hints.settle(hint);
    }

    @Override
    public void postpone(PendingHint hint, Instant due) {
      hints.postpone(hint, due);
    }

    @Override
    public void hold(PendingHint hint) {
      hints.hold(hint);
    }

    @Override
    public Ledger.Backlog backlog() {
      return hints.backlog();
    }

    @Override
    public long overdue(Instant before) {
      return hints.overdue(before);
    }

    @Override
    public Optional<Instant> nextDue(Instant now) {
      Optional<Instant> next = hints.nextDue(now);
      simulation.step("after the next time was asked for");
      return next;
    }
  }
}
