package dev.longhaul.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What every `Workers`, with its groups, jobs and monitors, and its `Clock` must do.
public abstract class WorkersContract {
  private static final Duration LONG = Duration.ofHours(1);

  /// Where a scenario plays.
  public interface World {
    Workers workers();

    Clock clock();

    /// Returns once all of these threads wait for something.
    void untilWaiting(List<Thread> threads);
  }

  /// Plays the scenario, perhaps many times.
  protected abstract void play(Consumer<World> scenario);

  @Test
  void joinGivesWhatTheWorkReturned() {
    play(world -> {
      try (Workers.Group group = world.workers().open("jobs")) {
        assertThat(group.start(() -> 42).join()).isEqualTo(42);
      }
    });
  }

  @Test
  void joinThrowsWhatTheWorkThrew() {
    RuntimeException failure = new IllegalArgumentException("a failure");
    Error error = new AssertionError("an error");
    play(world -> {
      try (Workers.Group group = world.workers().open("jobs")) {
        Workers.Job<Object> failing = group.start(() -> raise(failure));
        Workers.Job<Object> erring =
            group.start(() -> {
              throw error;
            });
        assertThatThrownBy(failing::join).isSameAs(failure);
        assertThatThrownBy(erring::join).isSameAs(error);
        assertThatThrownBy(failing::join).isSameAs(failure);
      }
    });
  }

  private static Object raise(RuntimeException failure) {
    throw failure;
  }

  @Test
  void closeWaitsForJobsAndForThoseTheyStart() {
    play(world -> {
      AtomicInteger ended = new AtomicInteger();
      try (Workers.Group group = world.workers().open("jobs")) {
        for (int job = 0; job < 5; job++) {
          group.start(() -> {
            world.clock().sleep(Duration.ofMillis(1));
            group.start(() -> {
              world.clock().sleep(Duration.ofMillis(1));
              return ended.incrementAndGet();
            });
            return ended.incrementAndGet();
          });
        }
        group.start(() -> raise(new IllegalStateException("nobody joins me")));
      }
      assertThat(ended).hasValue(10);
    });
  }

  @Test
  void startsNothingOnceClosed() {
    play(world -> {
      Workers.Group group = world.workers().open("jobs");
      group.close();
      assertThatThrownBy(() -> group.start(() -> 1)).isInstanceOf(IllegalStateException.class);
    });
  }

  @Test
  void cancelEndsEveryKindOfWait() {
    play(world -> {
      Monitor monitor = world.workers().monitor();
      try (Workers.Group group = world.workers().open("jobs");
          Workers.Group other = world.workers().open("other")) {
        Workers.Job<Boolean> sleeper = other.start(() -> sleep(world));
        List<Workers.Job<?>> jobs = new ArrayList<>();
        jobs.add(group.start(() -> sleep(world)));
        jobs.add(group.start(() -> monitor.when(() -> false, () -> true)));
        jobs.add(group.start(() -> monitor.when(() -> false, LONG, () -> true)));
        jobs.add(group.start(sleeper::join));
        group.cancel();
        group.cancel();
        for (Workers.Job<?> job : jobs) {
          assertThatThrownBy(job::join).isInstanceOf(Cancelled.class);
        }
        other.cancel();
      }
    });
  }

  private static boolean sleep(World world) {
    world.clock().sleep(LONG);
    return true;
  }

  @Test
  void whatWasCancelledStaysCancelledButCanGiveBack() {
    play(world -> {
      Monitor monitor = world.workers().monitor();
      AtomicInteger taken = new AtomicInteger();
      try (Workers.Group group = world.workers().open("jobs")) {
        group.cancel();
        Workers.Job<Integer> job =
            group.start(() -> {
              assertThatThrownBy(() -> sleep(world)).isInstanceOf(Cancelled.class);
              assertThatThrownBy(() -> monitor.when(() -> true, taken::incrementAndGet))
                  .isInstanceOf(Cancelled.class);
              return monitor.enter(() -> taken.addAndGet(7));
            });
        assertThat(job.join()).isEqualTo(7);
      }
    });
  }

  @Test
  void closingInCancelledWorkCancelsItsOwnJobsAndStaysCancelled() {
    play(world -> {
      Monitor monitor = world.workers().monitor();
      try (Workers.Group outer = world.workers().open("outer")) {
        Workers.Job<Boolean> job =
            outer.start(() -> {
              try (Workers.Group inner = world.workers().open("inner")) {
                inner.start(() -> monitor.when(() -> false, () -> true));
                inner.start(() -> sleep(world));
              }
              return sleep(world);
            });
        outer.cancel();
        assertThatThrownBy(job::join).isInstanceOf(Cancelled.class);
      }
    });
  }

  @Test
  void sleepsAtLeastAsLongAsAskedAndNotAtAllForNothing() {
    play(world -> {
      long before = world.clock().nanos();
      world.clock().sleep(Duration.ofMillis(3));
      assertThat(world.clock().nanos() - before).isGreaterThanOrEqualTo(3_000_000);
      world.clock().sleep(Duration.ZERO);
      world.clock().sleep(Duration.ofSeconds(-5));
    });
  }
}
