package dev.longhaul.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.reconcile.WindowBreaker;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Operation;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.memory.Interference;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Audits by the clock: prefixes that are listed often stand in for events, and a source that is
/// not believed deletes nothing.
final class AuditRoundsTest {
  private final RouteWorld world = new RouteWorld(11);

  private void round(String prefix, int seconds) {
    world.rounds.add(
        new AuditPlan(
            "scan " + prefix,
            AuditKind.LISTING,
            0,
            KeyPrefix.of(prefix),
            Duration.ofSeconds(seconds)));
  }

  private boolean isCopied(String key) {
    return world.destination.has(ObjectKey.of(key));
  }

  private void fill(int keys) {
    for (int number = 0; number < keys; number++) {
      world.source.put("key" + number, "bytes");
      world.destination.put("key" + number, "bytes");
    }
  }

  @Test
  @Hazard(57)
  void prefixesThatAreListedOftenStandInForEvents() {
    round("in/", 10);
    round("out/", 30);
    world.auditedLongAgo();
    world.running(route -> {
      world.source.put("in/one", "bytes");
      world.source.put("out/one", "bytes");
      world.source.put("elsewhere", "bytes");
      world.sleep(Duration.ofSeconds(15));
      assertThat(isCopied("in/one")).isTrue();
      world.source.put("in/two", "bytes");
      world.source.remove(ObjectKey.of("in/one"));
      world.sleep(Duration.ofSeconds(15));
      assertThat(isCopied("in/two")).isTrue();
      assertThat(isCopied("in/one")).isFalse();
      world.sleep(Duration.ofSeconds(31));
      assertThat(isCopied("out/one")).isTrue();
      assertThat(isCopied("elsewhere")).as("no plan is about it").isFalse();
    });
  }

  @Test
  void aFeedGoesOnWhileALongAuditOfTheWholeRouteRuns() {
    round("in/", 10);
    fill(200);
    world.source.interfere(
        Interference.looking(call -> {
          if (call.operation() == Operation.GET
              && call.key() != null
              && call.key().text().startsWith("slow")) {
            world.sleep(Duration.ofHours(6));
          }
        }));
    world.source.put("slow", "bytes");
    world.running(route -> {
      world.sleep(Duration.ofMinutes(5));
      assertThat(route.status().audits().running()).isTrue();
      world.source.put("in/one", "bytes");
      world.sleep(Duration.ofSeconds(15));
      assertThat(isCopied("in/one")).isTrue();
      assertThat(route.status().audits().running()).as("the long one").isTrue();
    });
  }

  @Test
  void aFeedThatFindsEverythingEqualIsNotTold() {
    round("in/", 10);
    world.auditedLongAgo();
    world.running(_ -> world.sleep(Duration.ofMinutes(10)));
    assertThat(world.happenings).isEmpty();
  }

  @Test
  @Hazard(60)
  void aPrefixMayBecomeEmptyAndHoldsNothing() {
    round("in/", 10);
    world.auditedLongAgo();
    world.source.put("other", "bytes");
    world.source.put("in/one", "bytes");
    world.running(route -> {
      world.sleep(Duration.ofSeconds(15));
      world.source.remove(ObjectKey.of("in/one"));
      world.sleep(Duration.ofSeconds(15));
      assertThat(isCopied("in/one")).isFalse();
      assertThat(route.status().condition()).isNotEqualTo(RouteStatus.Condition.DELETES_HELD);
    });
  }

  @Test
  @Hazard(61)
  void aSourceThatShrankTooMuchHoldsTheDeletesOfItsAuditAlsoAfterARestart() {
    world.deletes = new WindowBreaker.Limits(1_000, 1, Duration.ofHours(1));
    fill(20);
    world.running(_ -> world.sleep(Duration.ofMinutes(1)));
    for (int number = 0; number < 11; number++) {
      world.source.remove(ObjectKey.of("key" + number));
    }
    world.running(route -> {
      world.sleep(Duration.ofHours(60));
      assertThat(route.status().condition()).isEqualTo(RouteStatus.Condition.DELETES_HELD);
      assertThat(route.heldDeletes(null, 100)).hasSize(11);
      assertThat(world.destination.objects()).hasSize(20);
      AuditRecord last = Objects.requireNonNull(route.status().audits().last());
      assertThat(last.why()).contains("9 keys", "listed 20", "release");
      assertThat(route.releaseDeletes(route.lastHeldDelete())).isEqualTo(11);
      world.sleep(Duration.ofHours(30));
      assertThat(world.destination.objects()).hasSize(9);
      assertThat(route.status().condition()).isEqualTo(RouteStatus.Condition.EQUAL);
    });
  }

  @Test
  @Hazard(61)
  void aSourceThatShrankALittleIsFollowed() {
    world.deletes = new WindowBreaker.Limits(1_000, 1, Duration.ofHours(1));
    fill(20);
    world.running(_ -> world.sleep(Duration.ofMinutes(1)));
    for (int number = 0; number < 9; number++) {
      world.source.remove(ObjectKey.of("key" + number));
    }
    world.running(_ -> world.sleep(Duration.ofHours(25)));
    assertThat(world.destination.objects()).hasSize(11);
  }

  @Test
  @Hazard({61, 60})
  void aSourceReplacedByAnEmptyOneDeletesNothingWhateverTheEventsSay() {
    world.deletes = new WindowBreaker.Limits(3, 0, Duration.ofHours(1));
    fill(20);
    world.running(route -> {
      world.sleep(Duration.ofMinutes(1));
      for (ObjectKey key : List.copyOf(world.source.objects().keySet())) {
        world.source.remove(key);
      }
      world.sleep(Duration.ofHours(25));
      assertThat(world.destination.objects()).hasSize(20);
      world.event(route, "key1");
      world.sleep(Duration.ofHours(25));
      assertThat(world.destination.objects()).hasSize(20);
    });
  }

  @Test
  @Hazard({15, 61, 67})
  void aBucketThatIsDeletedWhileTheRouteRunsIsTroubleAndParksAndDeletesNothing() {
    fill(30);
    world.running(route -> {
      world.sleep(Duration.ofMinutes(1));
      world.source.setMissing(true);
      for (int number = 0; number < 30; number++) {
        world.event(route, "key" + number);
      }
      world.sleep(Duration.ofHours(30));
      assertThat(route.status().condition()).isEqualTo(RouteStatus.Condition.TROUBLED);
      assertThat(route.status().work().parked()).isZero();
      assertThat(route.status().work().backlog().pending()).isEqualTo(30);
      assertThat(world.destination.objects()).hasSize(30);
      world.source.setMissing(false);
      world.sleep(Duration.ofMinutes(5));
      assertThat(route.status().work().backlog().pending()).isZero();
    });
  }

  @Test
  @Hazard({61, 67})
  void aDestinationThatIsGoneIsTroubleAndOneThatIsEmptyIsFilledAgain() {
    fill(30);
    world.running(route -> {
      world.sleep(Duration.ofMinutes(1));
      world.destination.setMissing(true);
      for (int number = 0; number < 30; number++) {
        world.event(route, "key" + number);
      }
      world.sleep(Duration.ofHours(1));
      assertThat(route.status().condition()).isEqualTo(RouteStatus.Condition.TROUBLED);
      assertThat(route.status().work().parked()).isZero();
      for (ObjectKey key : List.copyOf(world.destination.objects().keySet())) {
        world.destination.remove(key);
      }
      world.destination.setMissing(false);
      world.sleep(Duration.ofHours(25));
      assertThat(world.destination.objects()).hasSize(30);
    });
  }

  @Test
  @Hazard({64, 67})
  void anAuditThatIsWantedDoesNotBesiegeASourceThatCannotBeListed() {
    world.auditedLongAgo();
    world.ledger.facts().record(AuditRunner.WANTED, "the ledger was rebuilt");
    world.source.interfere(
        Interference.failing(
            Operation.LIST,
            Integer.MAX_VALUE,
            new Failure.Refused("not you", 403, "AccessDenied")));
    world.running(route -> {
      world.sleep(Duration.ofHours(1));
      assertThat(world.happenings).hasSizeBetween(2, 10).containsOnly("audited UNFINISHED");
      assertThat(route.status().audits().wanted()).isEqualTo("the ledger was rebuilt");
    });
  }

  @Test
  @Hazard({64, 67})
  void expiredCredentialsBurnNoAttempts() {
    fill(1);
    world.auditedLongAgo();
    world.running(route -> {
      world.source.put("key0", "other bytes");
      world.source.interfere(
          Interference.looking(call -> {
            throw new StoreException(
                new Failure.WrongCredentials("400 ExpiredToken", 400, "ExpiredToken"));
          }));
      world.event(route, "key0");
      world.sleep(Duration.ofDays(3));
      assertThat(world.ledger.held().find(ObjectKey.of("key0")).orElseThrow().tries()).isZero();
      world.source.interfere(Interference.NONE);
      world.sleep(Duration.ofMinutes(3));
      assertThat(world.destination.object(ObjectKey.of("key0")).content().size()).isEqualTo(11);
    });
    assertThat(world.outcomes).filteredOn(Outcome.Parked.class::isInstance).isEmpty();
  }
}
