package dev.longhaul.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Workers;
import dev.longhaul.ledger.AuditMark;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.WindowBreaker;
import dev.longhaul.store.Operation;
import dev.longhaul.store.memory.Interference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// An audit that was interrupted goes on where it was, and misses nothing (decision 13).
final class AuditGoesOnTest {
  private static final int KEYS = 400;
  private static final int SEEDS = 60;
  private RouteWorld world = new RouteWorld(3);

  private void begin(long seed) {
    world = new RouteWorld(seed);
    world.source.setPageSize(10);
    world.destination.setPageSize(10);
    world.deletes = new WindowBreaker.Limits(10_000, 1, Duration.ofHours(1));
    for (int number = 0; number < KEYS; number++) {
      world.source.put(key(number), "bytes");
      world.destination.put(key(number), "bytes");
    }
  }

  private static String key(int number) {
    return "key%04d".formatted(number);
  }

  private void slowListings(Duration each) {
    world.source.interfere(
        Interference.looking(call -> {
          if (call.operation() == Operation.LIST) {
            world.sleep(each);
          }
        }));
  }

  /// A process that is killed after so long.
  private void livesFor(Duration life) {
    livesFor(life, _ -> {});
  }

  /// A process that is told something and killed after so long.
  private void livesFor(Duration life, Consumer<Replication> told) {
    world.simulation.run(() -> {
      Replication replication = world.replication();
      try (Workers.Group group = world.simulation.workers().open("process")) {
        group.start(() -> {
          replication.run();
          return true;
        });
        replication.ready();
        told.accept(replication);
        world.sleep(life);
        group.cancel();
      } catch (Cancelled killed) {
        return false;
      }
      return true;
    });
  }

  private AuditMark mark() {
    return world.ledger.marks().find("daily").orElseThrow();
  }

  @Test
  void whatWasListedIsNotListedAgain() {
    begin(3);
    slowListings(Duration.ofSeconds(10));
    livesFor(Duration.ofSeconds(90));
    AuditMark mark = mark();
    assertThat(mark.seen().sourceKeys()).isBetween(KEYS / 8L, KEYS - 1L);
    long listedBefore = world.source.count(Operation.LIST);
    world.running(_ -> world.sleep(Duration.ofHours(1)));
    assertThat(world.happenings).containsExactly("audited EQUAL");
    assertThat(world.source.count(Operation.LIST) - listedBefore)
        .as("pages of what was left, and those that are lost to cuts")
        .isLessThan(KEYS / 10);
    assertThat(world.ledger.marks().find("daily")).as("it is over").isEmpty();
  }

  @Test
  void theRecordCoversBothLives() {
    begin(4);
    slowListings(Duration.ofSeconds(10));
    world.source.put(key(0), "other");
    livesFor(Duration.ofSeconds(90));
    Instant begun = mark().begun();
    world.running(route -> {
      world.sleep(Duration.ofHours(1));
      AuditRecord last = Objects.requireNonNull(route.status().audits().last());
      assertThat(last.begun()).isEqualTo(begun);
      assertThat(last.keys()).isEqualTo(KEYS);
      assertThat(last.differences()).isEqualTo(1);
      assertThat(last.result()).isEqualTo(AuditRecord.Result.REPAIRED);
    });
  }

  @Test
  void oneThatAPersonAskedForGoesOnToo() {
    begin(6);
    world.auditedLongAgo();
    slowListings(Duration.ofSeconds(10));
    livesFor(Duration.ofSeconds(90), route -> route.audit(AuditKind.LISTING, 0));
    long listedBefore = world.source.count(Operation.LIST);
    world.running(_ -> world.sleep(Duration.ofHours(1)));
    assertThat(world.happenings).containsExactly("audited EQUAL");
    assertThat(world.source.count(Operation.LIST) - listedBefore).isLessThan(KEYS / 10);
    world.running(_ -> world.sleep(Duration.ofHours(1)));
    assertThat(world.happenings).as("once").hasSize(1);
  }

  @Test
  void whoAsksForOneGetsNotTheRestOfAnother() {
    begin(7);
    world.auditedLongAgo();
    slowListings(Duration.ofSeconds(10));
    livesFor(Duration.ofSeconds(90), route -> route.audit(AuditKind.LISTING, 0));
    world.source.put(key(1), "changed without an event");
    livesFor(Duration.ofHours(1), route -> route.audit(AuditKind.LISTING, 0));
    assertThat(world.destination.object(ObjectKey.of(key(1))).content().size()).isEqualTo(24);
  }

  @Test
  void oneThatIsAskedForOfAPausedRouteWaitsForItToGoOn() {
    begin(8);
    world.auditedLongAgo();
    world.running(route -> {
      route.pause(true);
      route.audit(AuditKind.LISTING, 0);
      world.sleep(Duration.ofDays(1));
      assertThat(world.source.count(Operation.LIST)).isZero();
      route.pause(false);
      world.sleep(Duration.ofMinutes(2));
      assertThat(world.happenings).containsExactly("audited EQUAL");
    });
  }

  @Test
  void onAnotherBasisOrAfterTooLongItBeginsAnew() {
    for (boolean tooLong : List.of(false, true)) {
      begin(5);
      slowListings(Duration.ofSeconds(10));
      livesFor(Duration.ofSeconds(90));
      world.source.put(key(1), "changed without an event");
      world.basis = tooLong ? world.basis : "other filters";
      if (tooLong) {
        world.simulation.run(() -> {
          world.sleep(Duration.ofDays(8));
          return true;
        });
      }
      world.running(_ -> world.sleep(Duration.ofHours(1)));
      assertThat(world.destination.object(ObjectKey.of(key(1))).content().size())
          .as("what was listed before is listed again")
          .isEqualTo(24);
    }
  }

  @Test
  @Hazard({17, 57, 61})
  void whateverWayItIsKilledItMissesNothing() {
    for (long seed = 0; seed < SEEDS; seed++) {
      begin(seed);
      SplittableRandom random = new SplittableRandom(seed);
      for (int number = 0; number < KEYS; number += 1 + random.nextInt(30)) {
        switch (random.nextInt(3)) {
          case 0 -> world.source.remove(ObjectKey.of(key(number)));
          case 1 -> world.source.put(key(number), "changed");
          default -> world.destination.remove(ObjectKey.of(key(number)));
        }
      }
      world.source.interfere(
          Interference.delaying(world.simulation.clock(), Duration.ofSeconds(2)));
      for (int lives = 1 + random.nextInt(4); lives > 0; lives--) {
        livesFor(Duration.ofSeconds(random.nextInt(70)));
      }
      world.source.interfere(Interference.NONE);
      world.running(_ -> world.sleep(Duration.ofHours(1)));
      assertThat(world.destination.objects().keySet())
          .as("seed %s", seed)
          .isEqualTo(world.source.objects().keySet());
      for (ObjectKey key : world.source.objects().keySet()) {
        assertThat(world.destination.object(key).content().toBytes())
            .as("seed %s, %s", seed, key)
            .isEqualTo(world.source.object(key).content().toBytes());
      }
      assertThat(world.happenings.getLast()).as("seed %s", seed).isNotEqualTo("audited UNFINISHED");
      assertThat(world.ledger.marks().find("daily")).as("seed %s", seed).isEmpty();
    }
  }
}
