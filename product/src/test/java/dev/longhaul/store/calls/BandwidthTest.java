package dev.longhaul.store.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.longhaul.effect.Workers;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.memory.Content;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Quirk;
import dev.longhaul.store.memory.Synthetic;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// A bandwidth is kept to within 5 %, whatever the number of streams and whichever way.
class BandwidthTest {
  private static final ObjectKey KEY = ObjectKey.of("key");
  private static final ObjectAttributes PLAIN = ObjectAttributes.of(Metadata.NONE, Tags.NONE);
  private static final Content CONTENT = Synthetic.of(1, 5 << 20);
  private static final CallPolicy NOTHING =
      new CallPolicy() {
        @Override
        public <T> T call(Call call, Supplier<T> request) {
          return request.get();
        }
      };

  private final Simulation simulation = new Simulation(1);
  private final InMemoryStore memory =
      new InMemoryStore("bucket", Quirk.OPAQUE_ETAGS, Quirk.ADDS_NO_CHECKSUM);

  private ObjectStore store(BodyFlow flow) {
    return GuardedStore.of(memory.ports(), NOTHING, flow);
  }

  private double secondsOf(int jobs, Supplier<Object> work) {
    simulation.run(() -> {
      try (Workers.Group group = simulation.workers().open("jobs")) {
        for (int job = 0; job < jobs; job++) {
          group.start(work);
        }
      }
      return true;
    });
    return simulation.clock().nanos() / 1e9;
  }

  @Test
  void readsAreSlowedDownAllTogether() {
    memory.put(KEY, PLAIN, CONTENT);
    Bandwidth bandwidth = new Bandwidth(simulation.clock(), 2 << 20);
    ObjectStore store = store(bandwidth.ofReads());
    double seconds =
        secondsOf(
            8,
            () ->
                store
                    .reader()
                    .read(KEY, ReadRequest.current(), (_, _, in) -> in.readAllBytes().length));
    assertThat(seconds).isCloseTo(20, within(1.0));
  }

  @Test
  void writesAreSlowedDownAllTogether() {
    Bandwidth bandwidth = new Bandwidth(simulation.clock(), 3 << 20);
    ObjectStore store = store(bandwidth.ofWrites());
    double seconds =
        secondsOf(
            6, () -> store.writer().put(KEY, PLAIN, CONTENT.toBody(), new Precondition.None()));
    assertThat(seconds).isCloseTo(10, within(0.5));
  }

  @Test
  void theOtherWayIsFree() {
    Bandwidth bandwidth = new Bandwidth(simulation.clock(), 1);
    ObjectStore store = store(bandwidth.ofReads());
    double seconds =
        secondsOf(
            2, () -> store.writer().put(KEY, PLAIN, CONTENT.toBody(), new Precondition.None()));
    assertThat(seconds).isZero();
  }

  @Test
  void aPauseIsNotFollowedByAFlood() {
    Bandwidth bandwidth = new Bandwidth(simulation.clock(), 1_000_000);
    simulation.run(() -> {
      simulation.clock().sleep(Duration.ofHours(1));
      BodyFlow reads = bandwidth.ofReads();
      long before = simulation.clock().nanos();
      for (int piece = 0; piece < 100; piece++) {
        reads.received(10_000);
      }
      long took = simulation.clock().nanos() - before;
      assertThat(Duration.ofNanos(took))
          .isBetween(Duration.ofSeconds(1).minus(Bandwidth.MAX_CREDIT), Duration.ofSeconds(1));
      return true;
    });
  }

  @Test
  void holdsAnewOnceItWasChangedAndDoesNotWaitForWhatWasBookedBefore() {
    Bandwidth bandwidth = new Bandwidth(simulation.clock(), 1_000);
    simulation.run(() -> {
      BodyFlow reads = bandwidth.ofReads();
      try (Workers.Group slow = simulation.workers().open("slow")) {
        slow.start(() -> {
          reads.received(1_000_000);
          return true;
        });
        simulation.clock().sleep(Duration.ofSeconds(1));
        long before = simulation.clock().nanos();
        bandwidth.change(1_000_000);
        reads.received(2_000_000);
        long took = simulation.clock().nanos() - before;
        assertThat(Duration.ofNanos(took))
            .isBetween(Duration.ofSeconds(2).minus(Bandwidth.MAX_CREDIT), Duration.ofSeconds(2));
        bandwidth.change(Bandwidth.UNLIMITED);
        reads.received(Integer.MAX_VALUE);
        assertThat(simulation.clock().nanos()).isEqualTo(before + took);
      }
      return true;
    });
  }
}
