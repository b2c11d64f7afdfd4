package dev.longhaul.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.hint.Hint;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Operation;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.memory.Interference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A key is deleted only after it has been gone at the source for as long as the route says.
@Hazard(61)
final class DeleteGraceTest {
  private static final ObjectKey KEY = ObjectKey.of("key");
  private static final Duration GRACE = Duration.ofHours(12);
  private final RouteWorld world = new RouteWorld(7);

  @BeforeEach
  void aKeyThatIsEqualOnBothSides() {
    world.grace = GRACE;
    world.source.put("other", "stays");
    world.source.put("key", "bytes");
    world.destination.put("other", "stays");
    world.destination.put("key", "bytes");
  }

  private boolean isThere() {
    return world.destination.has(KEY);
  }

  private void removed(Replication route) {
    world.source.remove(KEY);
    world.event(route, "key");
  }

  private long waiting(Replication route) {
    return route.status().work().backlog().waiting();
  }

  @Test
  void itIsDeletedOnceItsTimeIsOverAndLooksNeverBehind() {
    world.auditedLongAgo();
    world.running(route -> {
      removed(route);
      world.sleep(Duration.ofMinutes(1));
      assertThat(waiting(route)).isEqualTo(1);
      assertThat(route.status().work().backlog().pending()).isZero();
      assertThat(route.status().work().backlog().oldest()).isNull();
      assertThat(route.status().condition()).isEqualTo(RouteStatus.Condition.EQUAL);
      world.sleep(GRACE.minusMinutes(2));
      assertThat(isThere()).isTrue();
      world.sleep(Duration.ofMinutes(3));
      assertThat(isThere()).isFalse();
      assertThat(waiting(route)).isZero();
      assertThat(route.status().lag().most()).isLessThan(Duration.ofMinutes(2));
    });
  }

  @Test
  void bothProofsAreTakenAgainAtTheEnd() {
    world.auditedLongAgo();
    world.running(route -> {
      removed(route);
      world.sleep(Duration.ofMinutes(1));
      world.source.forgetCalls();
      world.sleep(GRACE);
      assertThat(isThere()).isFalse();
      assertThat(world.source.count(Operation.HEAD)).isPositive();
      assertThat(world.source.count(Operation.LIST)).as("the second proof").isPositive();
    });
  }

  @Test
  void itsTimeGoesOnWhileNoProcessRuns() {
    world.auditedLongAgo();
    world.running(route -> {
      removed(route);
      world.sleep(Duration.ofMinutes(1));
    });
    world.running(route -> {
      assertThat(waiting(route)).isEqualTo(1);
      world.sleep(GRACE.minusMinutes(10));
      assertThat(isThere()).isTrue();
    });
    world.running(_ -> world.sleep(Duration.ofMinutes(15)));
    assertThat(isThere()).isFalse();
  }

  @Test
  void anEventThatCreatesItAgainCancelsItsDeletion() {
    world.auditedLongAgo();
    world.running(route -> {
      removed(route);
      world.sleep(Duration.ofHours(6));
      world.source.put("key", "other bytes");
      world.event(route, "key");
      world.sleep(Duration.ofMinutes(1));
      assertThat(waiting(route)).isZero();
      assertThat(world.destination.object(KEY).content().size()).isEqualTo(11);
      assertThat(route.status().lag().most()).isLessThan(Duration.ofMinutes(2));
      world.sleep(GRACE.multipliedBy(3));
      assertThat(isThere()).isTrue();
    });
  }

  @Test
  void createdAndDeletedAgainMeanwhileItWaitsAnew() {
    world.auditedLongAgo();
    world.running(route -> {
      removed(route);
      world.sleep(GRACE.minusMinutes(5));
      world.source.put("key", "other bytes");
      removed(route);
      world.sleep(GRACE.minusMinutes(5));
      assertThat(isThere()).isTrue();
      world.sleep(Duration.ofMinutes(10));
      assertThat(isThere()).isFalse();
    });
  }

  @Test
  void theSameEventAgainDoesNotProlongIt() {
    world.auditedLongAgo();
    world.running(route -> {
      Instant removed = world.simulation.clock().now();
      world.source.remove(KEY);
      for (int hour = 0; hour < 12; hour++) {
        route.add(List.of(Hint.of(KEY, Hint.Cause.EVENT, removed)));
        world.sleep(Duration.ofHours(1));
      }
      world.sleep(Duration.ofMinutes(1));
      assertThat(isThere()).isFalse();
    });
  }

  @Test
  void anEventThatWasLostMeanwhileIsFoundOutAtTheEnd() {
    world.auditedLongAgo();
    world.running(route -> {
      removed(route);
      world.sleep(Duration.ofHours(1));
      world.source.put("key", "other bytes");
      world.sleep(GRACE);
      assertThat(world.destination.object(KEY).content().size()).isEqualTo(11);
      assertThat(waiting(route)).isZero();
    });
  }

  @Test
  void aSourceSeenAndNotCopiedMakesTheAbsenceCountAnew() {
    world.auditedLongAgo();
    world.running(route -> {
      removed(route);
      world.sleep(Duration.ofMinutes(1));
      world.source.put("key", "other bytes");
      world.destination.interfere(
          Interference.looking(call -> {
            if (call.operation() == Operation.PUT) {
              throw new StoreException(new Failure.Transient("connection reset"));
            }
          }));
      world.sleep(GRACE);
      world.source.remove(KEY);
      world.destination.interfere(Interference.NONE);
      world.sleep(GRACE.minusMinutes(10));
      assertThat(isThere()).isTrue();
      assertThat(waiting(route)).isEqualTo(1);
    });
  }

  @Test
  void whatAnAuditFindsWaitsLikewiseAndCostsNothingWhileItWaits() {
    world.auditEvery = Duration.ofHours(1);
    world.running(route -> {
      world.sleep(Duration.ofMinutes(1));
      world.source.remove(KEY);
      world.sleep(Duration.ofHours(2));
      assertThat(waiting(route)).isEqualTo(1);
      world.source.forgetCalls();
      world.sleep(Duration.ofHours(3));
      assertThat(world.source.count(Operation.HEAD)).isZero();
      assertThat(isThere()).isTrue();
      assertThat(route.status().condition()).isEqualTo(RouteStatus.Condition.EQUAL);
      world.sleep(GRACE.minusHours(2));
      assertThat(isThere()).isFalse();
      assertThat(waiting(route)).isZero();
    });
    assertThat(world.happenings).containsOnly("audited EQUAL");
    assertThat(world.outcomes).filteredOn(Outcome.Deleted.class::isInstance).hasSize(1);
  }

  @Test
  void anAuditThatSeesItAgainCancelsItsDeletion() {
    world.auditEvery = Duration.ofHours(1);
    world.running(route -> {
      removed(route);
      world.sleep(Duration.ofHours(3));
      world.source.put("key", "other bytes");
      world.sleep(Duration.ofHours(2));
      assertThat(world.destination.object(KEY).content().size()).isEqualTo(11);
      assertThat(waiting(route)).isZero();
      world.source.remove(KEY);
      world.sleep(GRACE.minusHours(2));
      assertThat(isThere()).as("its absence counts from the second time").isTrue();
    });
  }
}
