package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Operation;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Interference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A store that asks for less before a run has begun.
@Hazard(64)
@Timeout(300)
class FirstQuestionsTest {
  private static final int FOR_EVER = Integer.MAX_VALUE;

  private final World world = new World();

  @BeforeEach
  void anObject() {
    world.source.put("one", "content");
  }

  private static void slowDown(InMemoryStore store, Operation operation, int times) {
    Failure slowDown = new Failure.Throttled("503 SlowDown", 0);
    store.interfere(Interference.failing(operation, times, slowDown));
  }

  @ParameterizedTest
  @EnumSource(names = {"HEAD_BUCKET", "PUT"})
  void isWaitedFor(Operation operation) {
    slowDown(world.destination, operation, 1);

    assertThat(world.run("sync")).isEqualTo(ExitCode.DONE);

    assertThat(world.screen.err()).contains("503 SlowDown; waiting until it answers");
    assertThat(world.destination.objects()).hasSize(1);
  }

  @Test
  void isWaitedForByVerifyToo() {
    world.run("sync");
    slowDown(world.source, Operation.HEAD_BUCKET, 1);

    assertThat(world.run("verify")).isEqualTo(ExitCode.DONE);
  }

  @Test
  void isNotWaitedForLongerThanWasAskedFor() {
    slowDown(world.destination, Operation.HEAD_BUCKET, FOR_EVER);

    assertThat(world.run("sync", "--give-up-after", "1s")).isEqualTo(ExitCode.UNKNOWN);

    assertThat(world.screen.err()).endsWith("longhaul: 503 SlowDown\n");
  }

  @Test
  void isNotWaitedForWhenTheOtherSideIsWrong() {
    slowDown(world.destination, Operation.PUT, FOR_EVER);
    world.source.interfere(
        Interference.failing(
            Operation.GET_TAGS, FOR_EVER, new Failure.WrongCredentials("no tags", 403, null)));

    assertThat(world.run("sync")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void isNotWaitedForByWhoIsToldToStop() {
    world.interrupts =
        stop -> {
          stop.run();
          return () -> {};
        };
    slowDown(world.destination, Operation.HEAD_BUCKET, FOR_EVER);

    assertThat(world.run("sync")).isEqualTo(ExitCode.UNKNOWN);
  }
}
