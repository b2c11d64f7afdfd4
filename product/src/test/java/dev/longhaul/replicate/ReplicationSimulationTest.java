package dev.longhaul.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Workers;
import dev.longhaul.hint.Hint;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.SystemHeaders;
import dev.longhaul.object.Tags;
import dev.longhaul.reconcile.WindowBreaker;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.WriteAnswer;
import dev.longhaul.store.memory.Content;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Continuous replication under simulation: the source changes all the time, events are lost, come
/// twice and out of order, stores fail and lose answers, the process is killed again and again. A
/// process that is left in peace ends equal, with nothing pending.
@Hazard({2, 3, 7, 8, 17, 30, 57, 64, 67})
final class ReplicationSimulationTest {
  private static final int SEEDS = 500;

  @Test
  void whateverHappensARouteLeftInPeaceEndsEqual() {
    for (long seed = 0; seed < SEEDS; seed++) {
      new Run(seed, true).check();
    }
  }

  @Test
  void whereNoEventIsLostNoAuditIsNeeded() {
    for (long seed = 0; seed < SEEDS; seed++) {
      new Run(seed, false).check();
    }
  }

  /// One seed's world.
  private static final class Run {
    private final long seed;
    private final RouteWorld world;
    private final SplittableRandom random;
    private final boolean losesEvents;

    Run(long seed, boolean losesEvents) {
      this.seed = seed;
      this.losesEvents = losesEvents;
      this.world = new RouteWorld(seed);
      this.random = new SplittableRandom(seed);
      world.deletes = new WindowBreaker.Limits(10_000, 1, Duration.ofHours(1));
      world.auditEvery = Duration.ofMinutes(20);
      world.grace = Duration.ofSeconds(random.nextInt(3) * 30L);
      if (!losesEvents) {
        world.auditedLongAgo();
      }
    }

    void check() {
      // An empty source would hold the deletes until a person looked (H60).
      world.source.put("always", "there");
      world.destination.put("always", "there");
      world.source.interfere(troubles());
      world.destination.interfere(troubles());
      for (int deaths = 1 + random.nextInt(4); deaths > 0; deaths--) {
        livesAndDies();
      }
      world.source.interfere(Interference.NONE);
      world.destination.interfere(Interference.NONE);
      world.running(route -> {
        world.sleep(Duration.ofMinutes(60));
        assertThat(route.status().work().backlog().pending()).as("seed %s", seed).isZero();
        assertThat(route.status().condition())
            .as("seed %s: %s", seed, route.status())
            .isEqualTo(RouteStatus.Condition.EQUAL);
      });
      world.assertSame(seed);
    }

    /// A process among changes and events, until it is killed.
    private void livesAndDies() {
      world.simulation.run(() -> {
        Replication replication = world.replication();
        try (Workers.Group group = world.simulation.workers().open("process")) {
          group.start(() -> {
            replication.run();
            return true;
          });
          replication.ready();
          for (int changes = random.nextInt(40); changes > 0; changes--) {
            world.sleep(Duration.ofMillis(random.nextInt(3_000)));
            change(replication);
          }
          world.sleep(Duration.ofMillis(random.nextInt(60_000)));
          group.cancel();
        } catch (Cancelled killed) {
          return false;
        }
        return true;
      });
    }

    private void change(Replication replication) {
      ObjectKey key = ObjectKey.of("key" + random.nextInt(9));
      if (random.nextInt(4) == 0) {
        world.source.remove(key);
      } else {
        String text = "content ".repeat(random.nextInt(3));
        Metadata metadata =
            new Metadata(new TreeMap<>(Map.of("n", "" + text.length())), SystemHeaders.NONE);
        world.source.put(
            key,
            ObjectAttributes.of(metadata, Tags.NONE),
            Content.of(text.getBytes(StandardCharsets.UTF_8)));
      }
      // None: the event is lost; two: it comes twice.
      int least = losesEvents ? 0 : 1;
      for (int events = random.nextInt(least, 3); events > 0; events--) {
        replication.add(List.of(Hint.of(key, Hint.Cause.EVENT, world.simulation.clock().now())));
      }
    }

    private Interference troubles() {
      return new Interference() {
        @Override
        public void before(MemoryCall call) {
          world.sleep(Duration.ofMillis(random.nextInt(50)));
          switch (random.nextInt(30)) {
            case 0, 1 -> throw new StoreException(new Failure.Throttled("503 SlowDown", 0));
            case 2 -> throw new StoreException(new Failure.Transient("connection reset"));
            case 3 ->
                throw new StoreException(
                    new Failure.WrongCredentials("403 ExpiredToken", 403, "ExpiredToken"));
            default -> {}
          }
        }

        @Override
        public Object after(MemoryCall call, Object answer) {
          world.sleep(Duration.ofMillis(random.nextInt(50)));
          if (random.nextInt(20) > 0) {
            return answer;
          }
          Failure lost = new Failure.Transient("the answer was lost");
          if (answer instanceof WriteAnswer) {
            return new WriteAnswer.Ambiguous(lost);
          }
          throw new StoreException(lost);
        }
      };
    }
  }
}
