package dev.longhaul.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.WindowBreaker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Deletes that wait for a person's word, and what that word lets go.
final class HeldDeletesTest {
  private final RouteWorld world = new RouteWorld(7);

  @Test
  @Hazard(61)
  void tooManyDeletesAreHeldUntilAPersonLooked() {
    world.deletes = new WindowBreaker.Limits(3, 0, Duration.ofHours(1));
    world.running(route -> {
      for (int number = 0; number < 10; number++) {
        world.source.put("key" + number, "bytes");
      }
      world.sleep(Duration.ofMinutes(1));
      for (int number = 0; number < 10; number++) {
        world.source.remove(ObjectKey.of("key" + number));
        world.event(route, "key" + number);
      }
      world.sleep(Duration.ofMinutes(1));
      assertThat(route.status().condition()).isEqualTo(RouteStatus.Condition.DELETES_HELD);
      assertThat(world.destination.objects()).hasSize(7);
      assertThat(route.heldDeletes(null, 100)).hasSize(7);
    });
    world.running(route -> {
      assertThat(route.status().condition()).isEqualTo(RouteStatus.Condition.DELETES_HELD);
      world.source.put("key9", "came back");
      assertThat(route.releaseDeletes(route.lastHeldDelete())).isEqualTo(7);
      world.sleep(Duration.ofMinutes(1));
      assertThat(route.status().condition()).isEqualTo(RouteStatus.Condition.EQUAL);
    });
    assertThat(world.destination.objects().keySet()).containsExactly(ObjectKey.of("key9"));
  }

  @Test
  @Hazard(61)
  void aReleaseLetsOnlyThoseDeletesGoThatWereSeen() {
    world.deletes = new WindowBreaker.Limits(3, 0, Duration.ofHours(1));
    world.running(route -> {
      for (int number = 0; number < 20; number++) {
        world.source.put("key" + number, "bytes");
      }
      world.sleep(Duration.ofMinutes(1));
      remove(route, 0, 8);
      long seen = route.lastHeldDelete();
      remove(route, 8, 10);
      assertThat(route.heldDeletes(null, 100)).hasSize(7);

      assertThat(route.releaseDeletes(seen)).isEqualTo(5);
      world.sleep(Duration.ofMinutes(1));
      assertThat(world.destination.objects()).hasSize(12);
      assertThat(route.heldDeletes(null, 100)).hasSize(2);
      remove(route, 10, 11);
      assertThat(route.heldDeletes(null, 100)).as("it is open still").hasSize(3);

      assertThat(route.releaseDeletes(route.lastHeldDelete())).isEqualTo(3);
      world.sleep(Duration.ofMinutes(1));
      remove(route, 11, 19);
      assertThat(route.heldDeletes(null, 100)).as("within the limits again").hasSize(5);
    });
  }

  private void remove(Replication route, int from, int to) {
    for (int number = from; number < to; number++) {
      world.source.remove(ObjectKey.of("key" + number));
      world.event(route, "key" + number);
    }
    world.sleep(Duration.ofMinutes(1));
  }

  @Test
  @Hazard(60)
  void aSourceThatListsNothingAnyMoreHoldsEveryDelete() {
    world.source.put("one", "bytes");
    world.source.put("two", "bytes");
    world.running(_ -> world.sleep(Duration.ofMinutes(1)));
    world.source.remove(ObjectKey.of("one"));
    world.source.remove(ObjectKey.of("two"));
    world.running(route -> {
      world.sleep(Duration.ofHours(25));
      assertThat(route.status().condition()).isEqualTo(RouteStatus.Condition.DELETES_HELD);
      assertThat(route.heldDeletes(null, 100)).hasSize(2);
      assertThat(world.destination.objects()).hasSize(2);
      assertThat(route.releaseDeletes(route.lastHeldDelete())).isEqualTo(2);
      world.sleep(Duration.ofMinutes(1));
    });
    assertThat(world.destination.objects()).isEmpty();
  }
}
