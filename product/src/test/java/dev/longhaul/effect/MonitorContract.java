package dev.longhaul.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What every `Monitor` must do.
public abstract class MonitorContract {
  /// Plays the scenario, perhaps many times.
  protected abstract void play(Consumer<WorkersContract.World> scenario);

  @Test
  void workExcludesOtherWork() {
    play(world -> {
      Monitor monitor = world.workers().monitor();
      int[] count = {0};
      try (Workers.Group group = world.workers().open("adders")) {
        for (int job = 0; job < 4; job++) {
          group.start(() -> {
            for (int turn = 0; turn < 50; turn++) {
              monitor.enter(() -> count[0]++);
            }
            return true;
          });
        }
      }
      assertThat(count[0]).isEqualTo(200);
    });
  }

  @Test
  void aBoundedQueueKeepsItsBoundAndItsOrder() {
    play(world -> {
      Monitor monitor = world.workers().monitor();
      Deque<Integer> queue = new ArrayDeque<>();
      List<Integer> taken = new ArrayList<>();
      try (Workers.Group group = world.workers().open("queue")) {
        group.start(() -> {
          for (int item = 0; item < 30; item++) {
            int next = item;
            monitor.when(() -> queue.size() < 2, () -> queue.add(next));
          }
          return true;
        });
        while (taken.size() < 30) {
          taken.add(monitor.when(() -> !queue.isEmpty(), queue::remove));
          assertThat(monitor.enter(queue::size)).isLessThanOrEqualTo(2);
        }
      }
      assertThat(taken).isSorted().doesNotHaveDuplicates();
    });
  }

  @Test
  void servesTheOldestWaiterFirstAndEachOnceItMay() {
    play(world -> {
      Monitor monitor = world.workers().monitor();
      List<Integer> served = new ArrayList<>();
      boolean[] open = {false};
      try (Workers.Group group = world.workers().open("waiters")) {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        Set<Integer> asked = ConcurrentHashMap.newKeySet();
        for (int waiter = 0; waiter < 5; waiter++) {
          int number = waiter;
          group.start(() -> {
            threads.add(Thread.currentThread());
            return monitor.when(
                () -> {
                  asked.add(number);
                  return open[0];
                },
                () -> served.add(number));
          });
          untilWaiting(world, threads, waiter + 1);
          // A thread may wait for something else first, such as the loading of a class.
          while (!asked.contains(number)) {
            world.clock().sleep(Duration.ofMillis(1));
          }
        }
        monitor.enter(() -> open[0] = true);
      }
      assertThat(served).containsExactly(0, 1, 2, 3, 4);
    });
  }

  @Test
  void passesOverAnOlderWaiterThatMayNotGoOn() {
    play(world -> {
      Monitor monitor = world.workers().monitor();
      boolean[] first = {false};
      boolean[] second = {false};
      try (Workers.Group group = world.workers().open("waiters")) {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        group.start(() -> {
          threads.add(Thread.currentThread());
          return monitor.when(() -> first[0], () -> true);
        });
        untilWaiting(world, threads, 1);
        Workers.Job<Boolean> later =
            group.start(() -> monitor.when(() -> second[0], () -> first[0] = true));
        monitor.enter(() -> second[0] = true);
        assertThat(later.join()).isTrue();
      }
    });
  }

  @Test
  void givesUpInTimeAndLeavesNoTrace() {
    play(world -> {
      Monitor monitor = world.workers().monitor();
      boolean[] open = {false};
      assertThat(monitor.when(() -> open[0], Duration.ofMillis(2), () -> 1)).isEmpty();
      assertThat(monitor.when(() -> open[0], Duration.ZERO, () -> 1)).isEmpty();
      try (Workers.Group group = world.workers().open("waiters")) {
        Workers.Job<Integer> job = group.start(() -> monitor.when(() -> open[0], () -> 2));
        monitor.enter(() -> open[0] = true);
        assertThat(job.join()).isEqualTo(2);
      }
      assertThat(monitor.when(() -> open[0], Duration.ofHours(1), () -> 3)).contains(3);
    });
  }

  @Test
  void workThatThrowsLeavesAndWakesTheOthers() {
    play(world -> {
      Monitor monitor = world.workers().monitor();
      boolean[] open = {false};
      try (Workers.Group group = world.workers().open("waiters")) {
        Workers.Job<Integer> job = group.start(() -> monitor.when(() -> open[0], () -> 2));
        assertThatThrownBy(() -> monitor.enter(() -> openAndFail(open)))
            .hasMessage("failed inside");
        assertThat(job.join()).isEqualTo(2);
      }
    });
  }

  private static boolean openAndFail(boolean[] open) {
    open[0] = true;
    throw new IllegalStateException("failed inside");
  }

  @Test
  void aCancelledWaiterPassesItsTurnOn() {
    play(world -> {
      Monitor monitor = world.workers().monitor();
      int[] permits = {0};
      try (Workers.Group cancelled = world.workers().open("cancelled");
          Workers.Group patient = world.workers().open("patient")) {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        cancelled.start(() -> {
          threads.add(Thread.currentThread());
          return monitor.when(() -> permits[0] > 0, () -> permits[0]);
        });
        untilWaiting(world, threads, 1);
        Workers.Job<Integer> job =
            patient.start(() -> monitor.when(() -> permits[0] > 0, () -> permits[0]--));
        monitor.enter(() -> permits[0]++);
        cancelled.cancel();
        assertThat(job.join()).isEqualTo(1);
      }
    });
  }

  @Test
  void refusesToBeEnteredFromWithin() {
    play(world -> {
      Monitor monitor = world.workers().monitor();
      assertThatThrownBy(() -> monitor.enter(() -> monitor.enter(() -> 1)))
          .isInstanceOf(IllegalStateException.class);
      assertThat(monitor.enter(() -> 1)).isEqualTo(1);
    });
  }

  private static void untilWaiting(
      WorkersContract.World world, List<Thread> threads, int expected) {
    do {
      world.untilWaiting(threads);
    } while (threads.size() < expected);
  }
}
