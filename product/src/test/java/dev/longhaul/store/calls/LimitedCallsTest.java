package dev.longhaul.store.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Workers;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Operation;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.WriteAnswer;
import dev.longhaul.store.calls.ConcurrencyLimit.Bounds;
import dev.longhaul.store.memory.InMemoryStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitedCallsTest {
  private static final Duration CALL = Duration.ofMillis(40);

  private Simulation simulation = new Simulation(3);
  private int inFlight;
  private int most;

  private LimitedCalls limited(int min, int start, int max) {
    return new LimitedCalls(
        simulation.workers(), simulation.clock(), ConcurrencyLimit.of(new Bounds(min, start, max)));
  }

  /// A call that takes some time and is counted while it does.
  private int slow() {
    inFlight++;
    most = Math.max(most, inFlight);
    try {
      simulation.clock().sleep(CALL);
    } finally {
      inFlight--;
    }
    return most;
  }

  private void callFromMany(LimitedCalls limited, int callers, int callsEach) {
    try (Workers.Group group = simulation.workers().open("callers")) {
      for (int caller = 0; caller < callers; caller++) {
        group.start(() -> {
          for (int call = 0; call < callsEach; call++) {
            limited.call(Call.of(Operation.HEAD), this::slow);
          }
          return true;
        });
      }
    }
  }

  @Test
  void neverMoreAreOnTheirWayThanTheLimitAndAsManyAsItAllows() {
    LimitedCalls limited = limited(5, 5, 5);
    simulation.run(() -> {
      callFromMany(limited, 20, 10);
      return true;
    });
    assertThat(most).isEqualTo(5);
    assertThat(Duration.ofNanos(simulation.clock().nanos())).isEqualTo(CALL.multipliedBy(40));
  }

  @Test
  void lengthyCallsLeaveSomePermitsToShortOnes() {
    assertThat(mostLengthy(4)).isEqualTo(3);
    assertThat(mostLengthy(48)).isEqualTo(42);
  }

  @Test
  void ofTwoPermitsNoneIsLeftToShortCalls() {
    assertThat(mostLengthy(2)).isEqualTo(2);
  }

  private int mostLengthy(int permits) {
    LimitedCallsTest other = new LimitedCallsTest();
    LimitedCalls limited = other.limited(permits, permits, permits);
    return other.simulation.run(() -> {
      try (Workers.Group group = other.simulation.workers().open("parts")) {
        for (int part = 0; part < 2 * permits; part++) {
          group.start(() -> limited.call(Call.within(Operation.COPY_PART), other::slow));
        }
      }
      return other.most;
    });
  }

  @Test
  void theLimitGrowsWhereMoreMovesMore() {
    LimitedCalls limited = limited(4, 8, 64);
    int streams =
        simulation.run(() -> {
          callFromMany(limited, 100, 200);
          return limited.streams();
        });
    assertThat(streams).isEqualTo(64);
    assertThat(most).isEqualTo(64);
  }

  @Test
  @Hazard(64)
  void throttlesLowerTheLimitWhetherThrownOrReturned() {
    Failure slowDown = new Failure.Throttled("503 SlowDown", 0);
    LimitedCalls limited = limited(2, 40, 64);
    int streams =
        simulation.run(() -> {
          for (int call = 0; call < 200; call++) {
            boolean returned = call % 2 == 0;
            simulation.clock().sleep(CALL);
            try {
              limited.call(
                  Call.of(Operation.PUT),
                  () -> {
                    if (returned) {
                      return new WriteAnswer.Ambiguous(slowDown);
                    }
                    throw new StoreException(slowDown);
                  });
            } catch (StoreException expected) {
              assertThat(expected.failure()).isEqualTo(slowDown);
            }
          }
          return limited.streams();
        });
    assertThat(streams).isLessThan(15);
  }

  @Test
  void aReadIsOnItsWayUntilItsBodyHasEnded() {
    InMemoryStore memory = new InMemoryStore("bucket");
    memory.put("key", "content");
    ObjectStore store = GuardedStore.of(memory.ports(), limited(2, 2, 2), BodyFlow.FREE);
    simulation.run(() -> {
      try (Workers.Group group = simulation.workers().open("readers")) {
        for (int reader = 0; reader < 6; reader++) {
          group.start(() ->
              store.reader().read(ObjectKey.of("key"), ReadRequest.current(), (_, _, _) -> slow()));
        }
      }
      return true;
    });
    assertThat(most).isEqualTo(2);
  }

  @Test
  void whoIsCancelledWhileWaitingTakesNoPermitAlong() {
    LimitedCalls limited = limited(1, 1, 1);
    simulation.run(() -> {
      try (Workers.Group group = simulation.workers().open("impatient")) {
        Workers.Job<Integer> first =
            group.start(() -> limited.call(Call.of(Operation.GET), this::slow));
        simulation.clock().sleep(Duration.ofMillis(1));
        Workers.Job<Integer> second =
            group.start(() -> limited.call(Call.of(Operation.GET), this::slow));
        simulation.clock().sleep(Duration.ofMillis(1));
        group.cancel();
        assertThatThrownBy(first::join).isInstanceOf(Cancelled.class);
        assertThatThrownBy(second::join).isInstanceOf(Cancelled.class);
      }
      return limited.call(Call.of(Operation.GET), this::slow);
    });
    assertThat(most).isEqualTo(1);
  }

  @Test
  void thisHoldsInEveryInterleaving() {
    for (int seed = 0; seed < 200; seed++) {
      LimitedCallsTest other = new LimitedCallsTest();
      other.simulation = new Simulation(seed);
      LimitedCalls limited = other.limited(1, 3, 6);
      other.simulation.run(() -> {
        other.callFromMany(limited, 8, 6);
        return true;
      });
      assertThat(other.most).isBetween(3, 6);
      assertThat(other.inFlight).isZero();
    }
  }
}
