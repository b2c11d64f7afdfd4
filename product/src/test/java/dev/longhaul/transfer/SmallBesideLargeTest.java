package dev.longhaul.transfer;

import static dev.longhaul.transfer.TransferBench.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.effect.Workers;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.calls.Bandwidth;
import dev.longhaul.store.calls.ConcurrencyLimit;
import dev.longhaul.store.calls.GuardedStore;
import dev.longhaul.store.calls.LimitedCalls;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Quirk;
import dev.longhaul.store.memory.Synthetic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A large object of which each part takes many seconds, on a link that it fills, with as few
/// permits as there ever are: small objects still pass it at once.
class SmallBesideLargeTest {
  /// A part of 16 MiB takes 4 seconds of the whole link.
  private static final long LINK = 4 * MIB;

  private static final long LARGE = 200 * MIB;
  private static final int STREAMS = 8;
  private static final int SMALL = 30;
  private static final Duration SOON = Duration.ofSeconds(2);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void noSmallObjectWaitsForTheEndOfALargePart(int seed) {
    Simulation simulation = new Simulation(seed);
    TransferBench bench = new TransferBench(simulation.workers(), 96 * MIB, STREAMS);
    bench.source.set(Quirk.OPAQUE_ETAGS, true);
    Bandwidth link = new Bandwidth(simulation.clock(), LINK);
    Transfer transfer =
        new PartwiseTransfer(
            new TransferEnd(
                behind(simulation, bench.source, link),
                () -> TransferBench.AMAZON,
                StoreLimits.AMAZON),
            new TransferEnd(
                behind(simulation, bench.destination, link),
                () -> TransferBench.AMAZON,
                StoreLimits.AMAZON),
            bench.means);
    put(bench, "large", LARGE);
    List<Duration> waits =
        simulation.run(() -> {
          try (Workers.Group group = simulation.workers().open("copies")) {
            Workers.Job<Duration> large =
                group.start(() -> took(simulation, transfer, bench, "large"));
            List<Workers.Job<Duration>> small = new ArrayList<>();
            for (int number = 0; number < SMALL; number++) {
              simulation.clock().sleep(Duration.ofSeconds(1));
              String key = "small-" + number;
              put(bench, key, 10_000);
              small.add(group.start(() -> took(simulation, transfer, bench, key)));
            }
            List<Duration> all = small.stream().map(Workers.Job::join).toList();
            assertThat(large.join()).isGreaterThan(Duration.ofSeconds(SMALL));
            return all;
          }
        });
    assertThat(waits).allSatisfy(wait -> assertThat(wait).isLessThan(SOON));
  }

  private static ObjectStore behind(Simulation simulation, InMemoryStore store, Bandwidth link) {
    ConcurrencyLimit few =
        ConcurrencyLimit.of(
            new ConcurrencyLimit.Bounds(
                ConcurrencyLimit.Bounds.DEFAULT.min(),
                ConcurrencyLimit.Bounds.DEFAULT.min(),
                ConcurrencyLimit.Bounds.DEFAULT.min()));
    LimitedCalls permits = new LimitedCalls(simulation.workers(), simulation.clock(), few);
    return GuardedStore.of(store.ports(), permits, link.ofReads().and(link.ofWrites()));
  }

  private static void put(TransferBench bench, String key, long size) {
    bench.source.put(
        ObjectKey.of(key), ObjectAttributes.of(Metadata.NONE, Tags.NONE), Synthetic.of(size, size));
  }

  private static Duration took(
      Simulation simulation, Transfer transfer, TransferBench bench, String name) {
    long begun = simulation.clock().nanos();
    ObjectKey key = ObjectKey.of(name);
    CopyOrder order =
        new CopyOrder(
            key,
            key,
            TransferBench.state(bench.source, key),
            TransferBench.attributes(),
            new Precondition.IfAbsent());
    assertThat(transfer.copy(order)).isInstanceOf(TransferResult.Copied.class);
    return Duration.ofNanos(simulation.clock().nanos() - begun);
  }
}
