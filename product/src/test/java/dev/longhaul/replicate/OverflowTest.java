package dev.longhaul.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Workers;
import dev.longhaul.hint.EventSink.Acceptance;
import dev.longhaul.hint.ObjectEvent;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.SystemHeaders;
import dev.longhaul.object.Tags;
import dev.longhaul.reconcile.WindowBreaker;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.Operation;
import dev.longhaul.store.memory.Content;
import dev.longhaul.store.memory.Interference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/// A route whose backlog is full holds up no other that shares its intake, and an audit finds what
/// was not kept of its hints, whatever that was.
@Hazard({3, 57, 64})
final class OverflowTest {
  private static final int LIMIT = 4;
  private static final int SEEDS = 200;
  private final RouteWorld world = new RouteWorld(5);

  /// Another route of the same process, which is not run.
  private static Replication otherRoute(RouteWorld beside, long pending) {
    RouteWorld world = new RouteWorld(beside.effects);
    world.name = "other";
    world.pending = pending;
    return world.replication();
  }

  private static EventRouter router(Replication... routes) {
    return new EventRouter(
        List.of(routes).stream().map(route -> new EventRouter.Listening("from", route)).toList(),
        _ -> true,
        _ -> {});
  }

  private static List<ObjectEvent> event(RouteWorld world, String key) {
    return List.of(
        new ObjectEvent("from", List.of(ObjectKey.of(key)), world.simulation.clock().now()));
  }

  /// A route that is paused while more events come in than it may keep.
  private void overflowing(BiConsumer<Replication, Replication> then) {
    world.pending = LIMIT;
    world.auditedLongAgo();
    world.running(route -> {
      route.pause(true);
      Replication other = otherRoute(world, 1_000);
      EventRouter router = router(route, other);
      for (int number = 0; number < 3 * LIMIT; number++) {
        world.source.put("key" + number, "bytes");
        assertThat(router.take(event(world, "key" + number))).isInstanceOf(Acceptance.Taken.class);
      }
      then.accept(route, other);
    });
  }

  @Test
  void otherRoutesGoOnAndTheRouteSaysWhatItMissed() {
    overflowing((route, other) -> {
      assertThat(other.status().work().backlog().pending()).isEqualTo(3 * LIMIT);
      RouteStatus status = route.status();
      assertThat(status.work().backlog().pending()).isEqualTo(LIMIT);
      assertThat(status.audits().wanted()).contains("8 events since 20", "were not kept");
      assertThat(status.counts().overflowed()).isEqualTo(8);
      assertThat(status.counts().hints()).isEqualTo(4);
      assertThat(status.history().objective().events()).as("they are late").isEqualTo(8);
      world.sleep(Duration.ofDays(3));
      assertThat(world.destination.objects()).as("it is paused").isEmpty();
    });
    assertThat(world.happenings).singleElement().asString().contains("is not kept from now on");
  }

  @Test
  void anAuditFindsByItselfWhatWasNotKept() {
    overflowing((route, _) -> {
      route.pause(false);
      world.sleep(Duration.ofMinutes(3));
      assertThat(world.destination.objects()).hasSize(3 * LIMIT);
      assertThat(route.status().audits().wanted()).isNull();
      assertThat(route.status().condition()).isEqualTo(RouteStatus.Condition.EQUAL);
      assertThat(Objects.requireNonNull(route.status().audits().last()).kind())
          .isEqualTo(AuditKind.METADATA);
      long listed = world.source.count(Operation.LIST);
      world.sleep(Duration.ofDays(2));
      assertThat(world.source.count(Operation.LIST)).as("once is enough").isEqualTo(listed);
    });
  }

  @Test
  void whatANewProcessFindsIsStillWanted() {
    overflowing((_, _) -> {});
    world.running(route -> {
      assertThat(route.status().audits().wanted()).contains("8 events");
      route.pause(false);
      assertThat(route.status().condition()).isEqualTo(RouteStatus.Condition.AUDIT_WANTED);
      world.sleep(Duration.ofMinutes(3));
      assertThat(world.destination.objects()).hasSize(3 * LIMIT);
      assertThat(route.status().audits().wanted()).isNull();
    });
    world.running(route -> assertThat(route.status().audits().wanted()).isNull());
  }

  @Test
  void whileNoRouteHasRoomEventsStayWhereTheyAre() {
    world.pending = LIMIT;
    world.auditedLongAgo();
    world.running(route -> {
      Replication small = otherRoute(world, LIMIT);
      route.pause(true);
      EventRouter both = router(route, small);
      for (int number = 0; number < LIMIT; number++) {
        assertThat(both.take(event(world, "key" + number))).isInstanceOf(Acceptance.Taken.class);
      }
      assertThat(both.take(event(world, "more"))).isInstanceOf(Acceptance.Full.class);
      assertThat(router(route).take(event(world, "more"))).isInstanceOf(Acceptance.Full.class);
      assertThat(route.status().audits().wanted()).isNull();
    });
  }

  @Test
  void anAuditUnderWayDoesNotSpeakForWhatCameMeanwhile() {
    overflowing((route, _) -> {
      world.source.interfere(
          Interference.looking(call -> {
            if (call.operation() == Operation.LIST) {
              world.sleep(Duration.ofMinutes(5));
            }
          }));
      route.pause(false);
      world.sleep(Duration.ofMinutes(3));
      assertThat(route.status().audits().running()).isTrue();
      route.overflow(1);
      world.sleep(Duration.ofMinutes(6));
      assertThat(route.status().audits().wanted()).contains("1 events");
      world.sleep(Duration.ofMinutes(30));
      assertThat(route.status().audits().wanted()).isNull();
    });
  }

  @Test
  void anOlderCountThatReachedTheDiskLastHidesNothing() {
    world.ledger.facts().record(Overflow.LOST, "5 2026-01-01T00:00:00Z");
    world.ledger.facts().record(Overflow.FOUND, "8");
    world.running(route -> {
      assertThat(route.status().audits().wanted()).isNull();
      route.overflow(3);
      assertThat(route.status().audits().wanted()).contains("3 events");
    });
  }

  @Test
  void whateverIsNotKeptAndHoweverOftenItIsKilledItEndsEqual() {
    for (long seed = 0; seed < SEEDS; seed++) {
      new Run(seed).check();
    }
  }

  /// One seed's world: changes of bytes, metadata and tags, events of a route that is paused now
  /// and then, kills, and never an audit by the clock.
  private static final class Run {
    private final long seed;
    private final RouteWorld world;
    private final SplittableRandom random;

    Run(long seed) {
      this.seed = seed;
      this.world = new RouteWorld(seed);
      this.random = new SplittableRandom(seed);
      world.pending = LIMIT;
      world.deletes = new WindowBreaker.Limits(10_000, 1, Duration.ofHours(1));
      world.mostGone = 1;
      world.auditedLongAgo();
      world.source.put("always", "there");
      world.destination.put("always", "there");
      Interference slow =
          Interference.delaying(world.simulation.clock(), Duration.ofMillis(random.nextInt(900)));
      world.source.interfere(slow);
      world.destination.interfere(slow);
    }

    void check() {
      for (int lives = 1 + random.nextInt(4); lives > 0; lives--) {
        livesAndDies();
      }
      world.running(route -> {
        route.pause(false);
        world.sleep(Duration.ofHours(1));
        assertThat(route.status().condition())
            .as("seed %s: %s", seed, route.status())
            .isEqualTo(RouteStatus.Condition.EQUAL);
      });
      world.assertSame(seed);
    }

    private void livesAndDies() {
      world.simulation.run(() -> {
        Replication route = world.replication();
        EventRouter router = router(route, otherRoute(world, 1_000_000));
        try (Workers.Group group = world.simulation.workers().open("process")) {
          group.start(() -> {
            route.run();
            return true;
          });
          route.ready();
          for (int changes = random.nextInt(60); changes > 0; changes--) {
            world.sleep(Duration.ofMillis(random.nextInt(800)));
            if (random.nextInt(10) == 0) {
              route.pause(random.nextInt(3) > 0);
            }
            ObjectKey key = change();
            assertThat(router.take(event(world, key.text()))).isInstanceOf(Acceptance.Taken.class);
          }
          world.sleep(Duration.ofSeconds(random.nextInt(90)));
          group.cancel();
        } catch (Cancelled killed) {
          return false;
        }
        return true;
      });
    }

    private ObjectKey change() {
      ObjectKey key = ObjectKey.of("key" + random.nextInt(12));
      if (random.nextInt(6) == 0) {
        world.source.remove(key);
        return key;
      }
      String text = "content ".repeat(random.nextInt(2));
      Metadata metadata =
          new Metadata(new TreeMap<>(Map.of("n", "" + random.nextInt(3))), SystemHeaders.NONE);
      Tags tags = new Tags(new TreeMap<>(Map.of("tag", "" + random.nextInt(3))));
      world.source.put(
          key,
          ObjectAttributes.of(metadata, tags),
          Content.of(text.getBytes(StandardCharsets.UTF_8)));
      return key;
    }
  }
}
