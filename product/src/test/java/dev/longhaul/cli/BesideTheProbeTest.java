package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Operation;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import dev.longhaul.store.probe.Probe;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What goes on, and what does not, while the destination is looked at.
class BesideTheProbeTest {
  private final World world = new World();

  @BeforeEach
  void fill() {
    world.source.put("k1", "one");
    world.source.put("k2", "two");
  }

  private static boolean isCanary(MemoryCall call) {
    ObjectKey key = call.key();
    return key != null && key.text().startsWith(Probe.FOLDER);
  }

  private static boolean is(MemoryCall call, Operation operation) {
    return call.operation() == operation;
  }

  /// Has requests of one kind wait until one of another kind was made.
  private static Interference holding(Predicate<MemoryCall> held, Predicate<MemoryCall> awaited) {
    CountDownLatch came = new CountDownLatch(1);
    return new Interference() {
      @Override
      public void before(MemoryCall call) {
        if (awaited.test(call)) {
          came.countDown();
        }
        if (held.test(call) && !came(call)) {
          throw new StoreException(new Failure.Refused("nothing else went on", 400, "Alone"));
        }
      }

      private boolean came(MemoryCall call) {
        try {
          return came.await(5, TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted at " + call, interrupted);
        }
      }
    };
  }

  @Test
  void theFirstListingDoesNotWaitForIt() {
    world.destination.interfere(
        holding(
            call -> is(call, Operation.PUT) && isCanary(call), call -> is(call, Operation.LIST)));

    assertThat(world.run("sync")).isEqualTo(ExitCode.DONE);

    assertThat(world.destination.objects()).hasSize(2);
  }

  @Test
  void copyingDoesNotWaitUntilCanariesAreRemoved() {
    world.destination.interfere(
        holding(
            call -> is(call, Operation.DELETE) && call.toString().contains("digest/"),
            call -> is(call, Operation.PUT) && !isCanary(call)));

    assertThat(world.run("sync")).isEqualTo(ExitCode.DONE);

    assertThat(world.destination.objects().keySet())
        .isEqualTo(world.source.objects().keySet())
        .hasSize(2);
  }

  @Test
  @Hazard(20)
  void nothingIsCopiedBeforeItAnswered() {
    world.run("sync");

    List<MemoryCall> calls = world.destination.calls();
    int first = 0;
    while (isCanary(calls.get(first)) || !is(calls.get(first), Operation.PUT)) {
      first++;
    }
    assertThat(calls.subList(0, first)).anyMatch(call -> is(call, Operation.COMPLETE_UPLOAD));
    assertThat(calls.subList(first, calls.size()).stream().filter(BesideTheProbeTest::isCanary))
        .allMatch(call -> is(call, Operation.DELETE) || is(call, Operation.ABORT_UPLOAD));
  }

  @Test
  void aDestinationThatTakesNothingEndsTheRunWithItsReason() {
    world.destination.interfere(
        Interference.failing(
            Operation.PUT,
            Integer.MAX_VALUE,
            new Failure.WrongCredentials("no writing here", 403, "AccessDenied")));

    assertThat(world.run("sync")).isEqualTo(ExitCode.UNKNOWN);

    assertThat(world.screen.err()).contains("no writing here");
    assertThat(world.destination.objects()).isEmpty();
  }
}
