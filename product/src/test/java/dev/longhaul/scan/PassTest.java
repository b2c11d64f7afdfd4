package dev.longhaul.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.longhaul.Hazard;
import dev.longhaul.effect.Workers;
import dev.longhaul.hint.Hint;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.route.Policy;
import dev.longhaul.store.Belief;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PassTest {
  private static final Failure SLOW_DOWN = new Failure.Throttled("503 SlowDown", 0);
  private static final Failure DENIED =
      new Failure.WrongCredentials("403 AccessDenied", 403, "AccessDenied");

  @Test
  @Hazard({57, 61})
  void endsEqualWhateverTheOrderOfThings() {
    for (long seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      PassWorld world = new PassWorld(seed).filled(random.nextInt(150));
      world.source.put("always", PassWorld.ONE).pages(1 + random.nextInt(30));
      world.destination.pages(1 + random.nextInt(30));
      world.limits =
          new PassLimits(
              1 + random.nextInt(6),
              1 + random.nextInt(9),
              1 + random.nextInt(9),
              Duration.ofSeconds(1));
      world.failing =
          _ ->
              switch (random.nextInt(10)) {
                case 0, 1 -> SLOW_DOWN;
                case 2 -> new Failure.Transient("connection reset");
                default -> null;
              };
      world.taking = (_, _) -> Duration.ofMillis(random.nextInt(40));

      PassReport report = world.run();

      assertThat(report.isEqual()).as("seed %s: %s", seed, report).isTrue();
      assertThat(world.destination.keys()).isEqualTo(world.source.keys());
      assertThat(report.counts().settled()).isEqualTo(report.counts().candidates().keys());
      assertThat(world.told).hasSize((int) report.counts().candidates().keys());
      assertThat(world.scratch.isAllGivenBack()).isTrue();
    }
  }

  @Test
  void aSecondPassHasNothingToDo() {
    PassWorld world = new PassWorld(1).filled(200);
    world.run();
    PassWorld again = new PassWorld(1);
    world.source.keys().forEach(key -> again.source.put(key.text(), PassWorld.ONE));
    world.destination.keys().forEach(key -> again.destination.put(key.text(), PassWorld.ONE));

    PassReport report = again.run();

    assertThat(report.isEqual()).isTrue();
    assertThat(report.counts().candidates().keys()).isZero();
    assertThat(report.scan().equal()).isEqualTo(150);
    assertThat(again.tries).isEmpty();
  }

  @Test
  @Hazard(61)
  void deletesLastAndOnlyOnceTheDestinationIsCounted() {
    PassWorld world = new PassWorld(2).filled(100);

    PassReport report = world.run();

    int firstDelete =
        world.happened.indexOf(
            world.happened.stream()
                .filter(what -> what.startsWith("delete"))
                .findFirst()
                .orElseThrow());
    assertThat(world.happened.subList(0, firstDelete)).allMatch(what -> what.startsWith("copy"));
    assertThat(world.happened.subList(firstDelete, world.happened.size()))
        .allMatch(what -> what.startsWith("delete"))
        .hasSize(25);
    assertThat(report.counts().results().deleted()).isEqualTo(25);
    assertThat(world.knownDestinationKeys).isEqualTo(75);
  }

  @Test
  void keepsWhatOnlyTheDestinationHasWhenThePolicySaysSo() {
    PassWorld world = new PassWorld(3).filled(100);
    world.deletes = Policy.Deletes.KEEP;

    PassReport report = world.run();

    assertThat(report.isEqual()).isTrue();
    assertThat(report.counts().results().kept()).isEqualTo(25);
    assertThat(world.happened).noneMatch(what -> what.startsWith("delete"));
  }

  @Test
  @Hazard(60)
  void anEmptySourceDeletesNothingUnlessItIsMeant() {
    PassWorld world = new PassWorld(4);
    world.destination.put("a", PassWorld.ONE).put("b", PassWorld.ONE);

    PassReport held = world.run();

    assertThat(held.counts().results().deletesHeld()).isEqualTo(2);
    assertThat(held.why()).contains("--max-delete");
    assertThat(held.isEqual()).isFalse();
    assertThat(world.destination.keys()).hasSize(2);

    PassWorld meant = new PassWorld(4);
    meant.destination.put("a", PassWorld.ONE);
    meant.emptySourceMeansIt = true;
    assertThat(meant.run().counts().results().deleted()).isEqualTo(1);
  }

  @Test
  @Hazard({59, 60, 61})
  void aListingThatFailsDeletesNothingAndIsToldOf() {
    PassWorld world = new PassWorld(5).filled(200);
    world.sourceLister =
        request -> {
          if (world.source.requests() >= 4) {
            throw new StoreException(new Failure.Transient("200 with <html>"));
          }
          return world.source.list(request);
        };

    PassReport report = world.run();

    assertThat(report.end()).isEqualTo(PassReport.End.LISTING_FAILED);
    assertThat(report.why()).contains("nothing was deleted", "<html>");
    assertThat(report.isEqual()).isFalse();
    assertThat(world.happened).isNotEmpty().noneMatch(what -> what.startsWith("delete"));
  }

  @Test
  @Hazard({64, 67})
  void parksAKeyThatAlwaysFailsWhileOthersGoThrough() {
    PassWorld world = new PassWorld(6).filled(40);
    world.failing = key -> key.text().equals("k0002") ? SLOW_DOWN : null;

    PassReport report = world.run();

    assertThat(report.end()).isEqualTo(PassReport.End.COMPLETE);
    assertThat(report.counts().results().parked()).isEqualTo(1);
    assertThat(report.isEqual()).isFalse();
    assertThat(report.parked()).isEqualTo(world.parked).hasSize(1);
    assertThat(world.parked.getFirst().message()).contains("it failed", "SlowDown");
    assertThat(world.tries.get("k0002")).isGreaterThanOrEqualTo(8);
    assertThat(world.minutes()).isBetween(5L, 6L);
  }

  @Test
  @Hazard(64)
  void tenMinutesOfThrottlingParkNothing() {
    PassWorld world = new PassWorld(7).filled(200);
    world.failing = _ -> world.happened.size() > 20 && world.minutes() < 10 ? SLOW_DOWN : null;

    PassReport report = world.run();

    assertThat(report.isEqual()).isTrue();
    assertThat(world.parked).isEmpty();
    assertThat(world.minutes()).isBetween(10L, 11L);
  }

  @Test
  @Hazard(64)
  void keysThatWaitForAnotherTryHoldNewOnesUp() {
    PassWorld world = new PassWorld(15).filled(400);
    world.failing = _ -> SLOW_DOWN;

    world.run();

    assertThat(world.tries).hasSizeBetween(world.limits.retries(), world.limits.retries() + 3);
  }

  @Test
  @Hazard({66, 67})
  void stopsEarlyWhenAStoreRefusesTheCredentials() {
    PassWorld world = new PassWorld(9).filled(4000);
    world.failing = _ -> world.happened.size() > 20 ? DENIED : null;

    PassReport report = world.run();

    assertThat(report.end()).isEqualTo(PassReport.End.WRONG_CREDENTIALS);
    assertThat(report.why()).contains("AccessDenied");
    int all = world.tries.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(all).isLessThan(60);
    assertThat(world.minutes()).isZero();
  }

  @Test
  void aFewForbiddenKeysStopNobodyElse() {
    PassWorld world = new PassWorld(10).filled(200);
    world.failing = key -> key.text().startsWith("k000") ? DENIED : null;

    PassReport report = world.run();

    assertThat(report.end()).isEqualTo(PassReport.End.COMPLETE);
    assertThat(report.isEqual()).isFalse();
    assertThat(report.counts().unfinished()).isEqualTo(7);
    assertThat(report.unfinished()).isEqualTo(DENIED);
    assertThat(world.told).filteredOn(Outcome.Unfinished.class::isInstance).hasSize(7);
  }

  @Test
  @Hazard(67)
  void aRefusedListingStopsThePass() {
    PassWorld world = new PassWorld(11).filled(10);
    world.sourceLister =
        _ -> {
          throw new StoreException(DENIED);
        };

    PassReport report = world.run();

    assertThat(report.end()).isEqualTo(PassReport.End.WRONG_CREDENTIALS);
    assertThat(report.listingFailures()).containsExactly(DENIED);
    assertThat(world.tries).isEmpty();
  }

  @Test
  void anInterruptionEndsItSoonAndTheNextPassGoesOn() {
    for (long seed = 0; seed < 100; seed++) {
      PassWorld world = new PassWorld(seed).filled(300);
      world.taking =
          (key, count) ->
              key.text().equals("k0001") && count == 1 ? Duration.ofDays(1) : Duration.ofMillis(20);
      long when = seed * 17;

      PassReport report = world.simulation.run(() -> interrupted(world, when));

      assertThat(report.end()).as("seed %s", seed).isEqualTo(PassReport.End.INTERRUPTED);
      assertThat(world.minutes()).isZero();
      assertThat(report.counts().settled() + report.counts().unfinished())
          .isEqualTo(report.counts().candidates().keys());
      assertThat(world.happened).noneMatch(what -> what.startsWith("delete"));
      assertThat(world.scratch.isAllGivenBack()).isTrue();
    }
  }

  private static PassReport interrupted(PassWorld world, long afterMillis) {
    Pass pass = world.pass();
    try (Workers.Group group = world.simulation.workers().open("ctrl-c")) {
      group.start(() -> {
        world.simulation.clock().sleep(Duration.ofMillis(afterMillis));
        pass.interrupt();
        return true;
      });
      return pass.run(world::tell);
    }
  }

  @Test
  void whatTheEngineThrowsIsThrown() {
    PassWorld world = new PassWorld(12).filled(100);
    world.failing =
        key -> {
          if (key.text().equals("k0033")) {
            throw new IllegalStateException("the ledger is gone");
          }
          return null;
        };

    assertThatThrownBy(world::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the ledger is gone");
    assertThat(world.scratch.isAllGivenBack()).isTrue();
  }

  @Test
  void aSlowEngineHoldsTheListingUp() {
    PassWorld world = new PassWorld(13).filled(4000);
    world.taking = (_, _) -> Duration.ofMinutes(14);
    Pass pass = world.pass();

    PassProgress later =
        world.simulation.run(() -> {
          try (Workers.Group group = world.simulation.workers().open("watch")) {
            var progress =
                group.start(() -> {
                  world.simulation.clock().sleep(Duration.ofMinutes(10));
                  PassProgress seen = pass.progress();
                  pass.interrupt();
                  return seen;
                });
            pass.run(world::tell);
            return progress.join();
          }
        });

    assertThat(later.listing()).isTrue();
    assertThat(later.inFlight()).isEqualTo(3);
    assertThat(later.waiting()).isEqualTo(5);
    assertThat(later.scan().sourceKeys()).isLessThan(600);
  }

  @Test
  void triesParkedKeysAgainEvenWhenTheyAreNoCandidates() {
    PassWorld world = new PassWorld(14).filled(8);
    world.parkedBefore = List.of(ObjectKey.of("k0000"), ObjectKey.of("k0001"));

    world.run();

    assertThat(world.tries).containsEntry("k0000", 1).containsEntry("k0001", 1);
  }

  @Test
  @Hazard(20)
  void sendsNothingForParkedKeysThatAreListedEqualBeforeItLooksAtThem() {
    PassWorld world = new PassWorld(14).filled(8);
    world.parkedBefore = List.of(ObjectKey.of("k0000"), ObjectKey.of("gone"));

    world.run();

    ListedObject listed = world.destination.get(ObjectKey.of("k0000"));
    assertThat(world.hints)
        .extracting(hint -> hint.key().text(), Hint::destination)
        .contains(
            tuple("k0000", new Belief.Listed(Objects.requireNonNull(listed))),
            tuple("gone", new Belief.Unobserved()));
  }
}
