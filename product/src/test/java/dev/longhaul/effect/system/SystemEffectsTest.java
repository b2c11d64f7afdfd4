package dev.longhaul.effect.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.MonitorContract;
import dev.longhaul.effect.Workers;
import dev.longhaul.effect.WorkersContract;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The real effects pass the contracts, on virtual threads that carry their group's name.
class SystemEffectsTest {
  private static void playForReal(Consumer<WorkersContract.World> scenario) {
    for (int round = 0; round < 10; round++) {
      scenario.accept(new RealWorld(new SystemWorkers(), new SystemClock()));
    }
  }

  private record RealWorld(Workers workers, Clock clock) implements WorkersContract.World {
    @Override
    public void untilWaiting(List<Thread> threads) {
      while (!threads.stream().allMatch(RealWorld::waits)) {
        Thread.onSpinWait();
      }
    }

    private static boolean waits(Thread thread) {
      return switch (thread.getState()) {
        case WAITING, TIMED_WAITING, TERMINATED -> true;
        case NEW, RUNNABLE, BLOCKED -> false;
      };
    }
  }

  @Nested
  class WorkersTest extends WorkersContract {
    @Override
    protected void play(Consumer<World> scenario) {
      playForReal(scenario);
    }

    @Test
    void jobsRunOnVirtualThreadsNamedAfterTheirGroup() {
      try (Workers.Group group = new SystemWorkers().open("parts")) {
        Thread first = group.start(Thread::currentThread).join();
        Thread second = group.start(Thread::currentThread).join();
        assertThat(List.of(first, second))
            .allMatch(Thread::isVirtual)
            .extracting(Thread::getName)
            .containsExactly("parts-1", "parts-2");
      }
    }
  }

  @Nested
  class MonitorTest extends MonitorContract {
    @Override
    protected void play(Consumer<WorkersContract.World> scenario) {
      playForReal(scenario);
    }
  }

  @Test
  void tokensDiffer() {
    SystemRandomness randomness = new SystemRandomness();
    Set<String> tokens = new HashSet<>();
    for (int count = 0; count < 100; count++) {
      assertThat(randomness.token()).matches("[0-9a-f]{32}");
      tokens.add(randomness.token());
    }
    assertThat(tokens).hasSize(100);
  }
}
