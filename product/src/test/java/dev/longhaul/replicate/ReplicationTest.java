package dev.longhaul.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.hint.Hint;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What an operator sees of one route in simulated time.
final class ReplicationTest {
  private final RouteWorld world = new RouteWorld(7);

  @Test
  void anEventIsCopiedAndProved() {
    world.running(route -> {
      world.source.put("key", "bytes");
      world.event(route, "key");
      world.sleep(Duration.ofSeconds(1));
      assertThat(route.status().work().backlog().pending()).isZero();
      assertThat(route.status().condition()).isEqualTo(RouteStatus.Condition.EQUAL);
      assertThat(route.status().lag().count()).isEqualTo(1);
    });
    assertThat(world.destination.has(ObjectKey.of("key"))).isTrue();
  }

  @Test
  @Hazard(17)
  void anEventThatComesDuringTheWorkRunsItAgainAtOnce() {
    world.source.put("other", "bytes");
    world.auditedLongAgo();
    world.running(route -> {
      world.source.interfere(
          Interference.delaying(world.simulation.clock(), Duration.ofSeconds(2)));
      world.source.put("key", "first");
      world.event(route, "key");
      world.sleep(Duration.ofMillis(3_900));
      world.source.put("key", "second");
      world.event(route, "key");
      world.sleep(Duration.ofSeconds(30));
      assertThat(route.status().work().backlog().pending()).isZero();
    });
    assertThat(world.destination.object(ObjectKey.of("key")).content().size()).isEqualTo(6);
  }

  @Test
  void aKeyThatGotNoAnswerIsTriedAgainAtOnceHoweverQuietItIs() {
    world.source.put("other", "bytes");
    world.auditedLongAgo();
    world.running(route -> {
      world.sleep(Duration.ofMinutes(10));
      world.source.put("key", "bytes");
      AtomicInteger answers = new AtomicInteger();
      world.destination.interfere(
          Interference.looking(call -> {
            // The failing request outlasts the look for more hints that the event began.
            if (answers.getAndIncrement() < 3) {
              world.sleep(Duration.ofSeconds(1));
              throw new StoreException(new Failure.Transient("connection reset"));
            }
          }));
      world.event(route, "key");
      world.sleep(Duration.ofSeconds(15));
      assertThat(world.destination.has(ObjectKey.of("key"))).isTrue();
      assertThat(route.status().work().backlog().pending()).isZero();
    });
  }

  @Test
  void aKeyThatWasPutOffCountsItsLagFromItsOwnEvent() {
    world.auditedLongAgo();
    world.running(route -> {
      world.source.put("key", "bytes");
      world.destination.interfere(
          Interference.looking(call -> {
            throw new StoreException(new Failure.Transient("connection reset"));
          }));
      world.event(route, "key");
      world.sleep(Duration.ofMinutes(5));
      world.event(route, "key");
      world.sleep(Duration.ofMinutes(5));
      assertThat(route.status().work().backlog().oldest()).isNotNull();
      world.destination.interfere(Interference.NONE);
      world.sleep(Duration.ofMinutes(6));
      assertThat(route.status().work().backlog().pending()).isZero();
      assertThat(route.status().lag().most()).isGreaterThan(Duration.ofMinutes(9));
    });
  }

  @Test
  @Hazard({12, 57})
  void theFirstAuditFindsWhatNoEventTold() {
    world.source.put("old", "bytes");
    world.running(_ -> world.sleep(Duration.ofMinutes(1)));
    assertThat(world.destination.has(ObjectKey.of("old"))).isTrue();
    assertThat(world.happenings).contains("audited REPAIRED");
  }

  @Test
  @Hazard(63)
  void anInventoryRepairsDeletesNothingItLacksAndProvesNothing() {
    world.source.put("old", "bytes");
    world.source.put("new", "bytes");
    world.destination.put("new", "bytes");
    world.destination.put("extra", "bytes");
    world.auditKind = AuditKind.INVENTORY;
    MemoryObject old = world.source.object(ObjectKey.of("old"));
    world.report =
        taker -> {
          taker.accept(
              new ListedObject(
                  ObjectKey.of("old"),
                  old.content().size(),
                  old.etag(),
                  old.lastModified().toEpochMilli(),
                  "STANDARD"));
          return "the inventory of Friday";
        };
    world.running(route -> {
      world.sleep(Duration.ofMinutes(1));
      assertThat(route.status().condition()).isEqualTo(RouteStatus.Condition.UNAUDITED);
      assertThat(route.status().audits().last())
          .extracting(AuditRecord::kind)
          .isEqualTo(AuditKind.INVENTORY);
    });

    assertThat(world.happenings).contains("audited REPAIRED");
    assertThat(world.destination.objects().keySet())
        .containsExactly(ObjectKey.of("extra"), ObjectKey.of("new"), ObjectKey.of("old"));
    assertThat(world.ledger.facts().find("audit.daily").orElseThrow())
        .startsWith("INVENTORY ")
        .endsWith(" the inventory of Friday");
  }

  @Test
  void theNextAuditComesWhenItIsTimeAlsoAfterARestart() {
    world.running(_ -> world.sleep(Duration.ofHours(1)));
    world.running(_ -> world.sleep(Duration.ofHours(22)));
    assertThat(world.happenings).hasSize(1);
    world.running(_ -> world.sleep(Duration.ofHours(2)));
    assertThat(world.happenings).containsExactly("audited EQUAL", "audited EQUAL");
  }

  @Test
  void anAuditThatAPersonAskedForIsTheLastOneUntilTheNext() {
    world.auditedLongAgo();
    world.running(route -> {
      world.sleep(Duration.ofHours(1));
      route.audit(AuditKind.METADATA, 0);
      world.sleep(Duration.ofMinutes(1));
      assertThat(route.status().audits().last())
          .isNotNull()
          .extracting(AuditRecord::kind)
          .isEqualTo(AuditKind.METADATA);
    });
  }

  @Test
  void hintsOfAKilledProcessAreWorkedOnByTheNext() {
    world.source.put("key", "bytes");
    world
        .ledger
        .hints()
        .add(
            List.of(Hint.of(ObjectKey.of("key"), Hint.Cause.EVENT, world.simulation.clock().now())),
            world.simulation.clock().now());
    world.running(_ -> world.sleep(Duration.ofSeconds(2)));
    assertThat(world.ledger.hints().backlog().pending()).isZero();
    assertThat(world.destination.has(ObjectKey.of("key"))).isTrue();
  }

  @Test
  @Hazard({64, 67})
  void troubleWithAStoreParksNothingAndEndsByItself() {
    world.running(route -> {
      world.sleep(Duration.ofMinutes(1));
      world.source.interfere(
          Interference.looking(call -> {
            throw new StoreException(new Failure.WrongCredentials("403 ExpiredToken", 403, null));
          }));
      for (int number = 0; number < 40; number++) {
        world.source.put("key" + number, "bytes");
        world.event(route, "key" + number);
      }
      world.sleep(Duration.ofHours(20));
      assertThat(route.status().condition()).isEqualTo(RouteStatus.Condition.TROUBLED);
      assertThat(route.status().trouble())
          .isNotNull()
          .extracting(Trouble::kind)
          .isEqualTo(Trouble.Kind.CREDENTIALS);
      assertThat(route.status().work().backlog().pending()).isEqualTo(40);
      assertThat(route.status().work().parked()).isZero();
      world.source.interfere(Interference.NONE);
      world.sleep(Duration.ofMinutes(3));
      assertThat(route.status().condition()).isEqualTo(RouteStatus.Condition.EQUAL);
    });
    assertThat(world.destination.objects()).hasSize(40);
    assertThat(world.happenings).contains("troubled", "recovered");
  }

  @Test
  void aPausedRouteKeepsItsHintsAndStaysPaused() {
    world.running(route -> {
      world.sleep(Duration.ofMinutes(1));
      route.pause(true);
      world.source.put("key", "bytes");
      world.event(route, "key");
      world.sleep(Duration.ofHours(3));
    });
    assertThat(world.destination.objects()).isEmpty();
    world.running(route -> {
      world.sleep(Duration.ofHours(3));
      assertThat(route.status().condition()).isEqualTo(RouteStatus.Condition.PAUSED);
      assertThat(world.destination.objects()).isEmpty();
      route.pause(false);
      world.sleep(Duration.ofMinutes(1));
    });
    assertThat(world.destination.objects()).hasSize(1);
  }

  @Test
  void oneKeyThatIsAlwaysRefusedIsParkedAndTheOthersGoOn() {
    world.source.interfere(
        Interference.looking(call -> {
          if (String.valueOf(call.key()).contains("bad")) {
            throw new StoreException(new Failure.Refused("400 BadRequest", 400, "BadRequest"));
          }
        }));
    world.running(route -> {
      world.source.put("bad", "bytes");
      world.source.put("good", "bytes");
      world.event(route, "bad");
      world.event(route, "good");
      world.sleep(Duration.ofMinutes(20));
      assertThat(route.parked(null, 9)).hasSize(1);
      assertThat(route.status().condition()).isEqualTo(RouteStatus.Condition.EQUAL_BUT_PARKED);
      world.source.interfere(Interference.NONE);
      route.reconcile(List.of(ObjectKey.of("bad")));
      world.sleep(Duration.ofMinutes(1));
      assertThat(route.status().condition()).isEqualTo(RouteStatus.Condition.EQUAL);
    });
    assertThat(world.destination.has(ObjectKey.of("good"))).isTrue();
  }

  @Test
  void anOutageMissesTheObjectiveAlthoughNothingEnds() {
    world.auditedLongAgo();
    world.running(route -> {
      for (int number = 0; number < 200; number++) {
        world.source.put("good" + number, "bytes");
        world.event(route, "good" + number);
      }
      world.sleep(Duration.ofMinutes(10));
      assertThat(route.status().history().objective().isMissed()).isFalse();
      assertThat(route.status().history().objective().attained()).isEqualTo(1);
      world.source.interfere(
          Interference.looking(call -> {
            throw new StoreException(new Failure.Transient("connection refused"));
          }));
      for (int number = 0; number < 100; number++) {
        world.source.put("late" + number, "bytes");
        world.event(route, "late" + number);
      }
      world.sleep(Duration.ofSeconds(90));
      ObjectiveStanding standing = route.status().history().objective();
      assertThat(standing.waiting()).isEqualTo(100);
      assertThat(standing.isMissed()).isTrue();
      assertThat(standing.attained()).isBetween(0.66, 0.67);
      world.source.interfere(Interference.NONE);
      world.sleep(Duration.ofMinutes(40));
      ObjectiveStanding over = route.status().history().objective();
      assertThat(over.waiting()).isZero();
      assertThat(over.attained()).as("they are late for good").isBetween(0.66, 0.67);
      assertThat(over.isMissed()).as("it does not go on").isFalse();
    });
  }

  @Test
  void figuresOfLongerTimesOutliveTheProcessAndNeverGoBack() {
    world.auditedLongAgo();
    world.running(route -> {
      world.source.put("one", "bytes");
      world.event(route, "one");
      world.sleep(Duration.ofSeconds(2));
      assertThat(route.status().counts().proved().copied()).isEqualTo(1);
      assertThat(route.status().history().totals().counts().proved().copied())
          .as("not shown before it is on disk")
          .isZero();
      world.sleep(Duration.ofSeconds(20));
      assertThat(route.status().history().totals().counts().proved().copied()).isEqualTo(1);
      world.source.put("two", "more");
      world.event(route, "two");
      world.sleep(Duration.ofSeconds(1));
    });
    world.running(route -> {
      RouteTotals totals = route.status().history().totals();
      assertThat(totals.counts().proved().copied()).isEqualTo(2);
      assertThat(totals.counts().proved().bytes()).isEqualTo(9);
      assertThat(totals.counts().hints()).isEqualTo(2);
      assertThat(totals.lag().count()).isEqualTo(2);
      assertThat(totals.lag().within().getFirst()).isEqualTo(2);
      assertThat(route.status().history().objective().events()).isEqualTo(2);
      assertThat(route.status().counts().proved().copied()).as("of this process").isZero();
    });
  }

  @Test
  void figuresThatAreDamagedStopNoRoute() {
    world.auditedLongAgo();
    world.ledger.facts().record(Tally.FACT, "copied=7 bytes=-3 equal=\u0000 lag-100=x =");
    world.ledger.facts().record(Punctuality.FACT, "12=1/2/3 x=y 99999999999999999999=1/1");
    world.running(route -> {
      world.source.put("key", "bytes");
      world.event(route, "key");
      world.sleep(Duration.ofSeconds(20));
      assertThat(route.status().history().totals().counts().proved().copied()).isEqualTo(8);
      assertThat(route.status().history().totals().counts().proved().bytes()).isEqualTo(5);
      assertThat(route.status().history().objective().events()).isEqualTo(1);
    });
  }

  @Test
  void aFloodOfHintsIsWorkedOffWithFewInMemory() {
    world.running(route -> {
      world.sleep(Duration.ofMinutes(1));
      for (int number = 0; number < 300; number++) {
        world.source.put("key" + number, "bytes");
        world.event(route, "key" + number);
      }
      world.sleep(Duration.ofMinutes(1));
      assertThat(route.status().condition()).isEqualTo(RouteStatus.Condition.EQUAL);
    });
    assertThat(world.destination.objects()).hasSize(300);
    assertThat(world.outcomes).filteredOn(Outcome.Copied.class::isInstance).hasSize(300);
  }
}
