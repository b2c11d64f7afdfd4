package dev.longhaul.transfer;

import static dev.longhaul.transfer.TransferBench.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.effect.Workers;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Operation;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.WriteAnswer;
import dev.longhaul.store.calls.ConcurrencyLimit;
import dev.longhaul.store.calls.GuardedStore;
import dev.longhaul.store.calls.LimitedCalls;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import dev.longhaul.store.memory.Quirk;
import dev.longhaul.store.memory.Synthetic;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Large and small objects at once, with little memory, few permits and requests that fail: in
/// every order that the seeds find nothing waits for ever, and everything arrives.
class TransferSimulationTest {
  private static final long BUDGET = 32 * MIB;
  private static final int TRIES = 60;

  /// Objects that go each their own way: held, streamed by one PUT, in held and in streamed parts.
  private static final List<Long> SIZES =
      List.of(10_000L, 0L, 17 * MIB, 18 * MIB, 34 * MIB, 5_000L);

  private static final Set<Operation> FAILING =
      Set.of(
          Operation.GET,
          Operation.UPLOAD_PART,
          Operation.CREATE_UPLOAD,
          Operation.COMPLETE_UPLOAD,
          Operation.PUT,
          Operation.LIST_PARTS);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void everythingArrivesInEveryOrder(int seed) {
    Simulation simulation = new Simulation(seed);
    TransferBench bench = new TransferBench(simulation.workers(), BUDGET, 3);
    for (InMemoryStore store : List.of(bench.source, bench.destination)) {
      store.set(Quirk.ADDS_NO_CHECKSUM, true);
    }
    fill(bench.source);
    bench.source.interfere(troubled(simulation, seed));
    bench.destination.interfere(troubled(simulation, seed + 1_000));
    simulation.run(() -> {
      Transfer transfer = transfer(simulation, bench);
      try (Workers.Group group = simulation.workers().open("copies")) {
        for (int index = 0; index < SIZES.size(); index++) {
          ObjectKey key = key(index);
          group.start(() -> copyUntilThere(transfer, bench, key));
        }
      }
      bench.destination.interfere(Interference.NONE);
      UploadSweeper sweeper = new UploadSweeper(bench.to(), bench.means);
      sweeper.abortAll(_ -> false);
      assertThat(bench.destination.openUploads()).isEmpty();
      // Until then a late request might still open one of which nobody knows.
      bench.passWhatIsLate();
      sweeper.abortAll(_ -> false);
      assertThat(bench.pool.inUse()).isZero();
      assertThat(bench.pool.highWater()).isBetween(16 * MIB, BUDGET);
      return true;
    });
    assertThat(bench.destination.openUploads()).isEmpty();
    assertThat(bench.ledger.uploads().open()).isEmpty();
    for (int index = 0; index < SIZES.size(); index++) {
      assertThat(bench.arrived(key(index), key(index))).as("key %d", index).isTrue();
    }
  }

  private static ObjectKey key(int index) {
    return ObjectKey.of("key-" + index);
  }

  private static void fill(InMemoryStore source) {
    ObjectAttributes plain = ObjectAttributes.of(Metadata.NONE, Tags.NONE);
    for (int index = 0; index < SIZES.size(); index++) {
      long size = SIZES.get(index);
      Synthetic content = Synthetic.of(index, size);
      switch (index) {
        case 3 -> TransferBench.parted(source, key(index), content, 6 * MIB, 6 * MIB, 6 * MIB);
        case 4 -> TransferBench.parted(source, key(index), content, 17 * MIB, 17 * MIB);
        default -> source.put(key(index), plain, content);
      }
    }
  }

  /// One request in twelve fails, before or after the store did it; all others may be overtaken.
  private static Interference troubled(Simulation simulation, int seed) {
    SplittableRandom chance = new SplittableRandom(seed);
    return new Interference() {
      @Override
      public void before(MemoryCall call) {
        simulation.step(call.toString());
        if (fails(call)) {
          throw new StoreException(new Failure.Transient(call + " was cut off"));
        }
      }

      @Override
      public Object after(MemoryCall call, Object answer) {
        simulation.step(call + " answered");
        if (!fails(call)) {
          return answer;
        }
        Failure lost = new Failure.Transient("the answer to " + call + " was lost");
        if (answer instanceof WriteAnswer) {
          return new WriteAnswer.Ambiguous(lost);
        }
        throw new StoreException(lost);
      }

      private boolean fails(MemoryCall call) {
        return FAILING.contains(call.operation()) && chance.nextInt(12) == 0;
      }
    };
  }

  private static Transfer transfer(Simulation simulation, TransferBench bench) {
    return new PartwiseTransfer(
        new TransferEnd(
            limited(simulation, bench.source.ports()),
            () -> TransferBench.AMAZON,
            StoreLimits.AMAZON),
        new TransferEnd(
            limited(simulation, bench.destination.ports()),
            () -> TransferBench.AMAZON,
            StoreLimits.AMAZON),
        bench.means);
  }

  private static ObjectStore limited(Simulation simulation, ObjectStore store) {
    ConcurrencyLimit two = ConcurrencyLimit.of(new ConcurrencyLimit.Bounds(1, 2, 2));
    LimitedCalls limit = new LimitedCalls(simulation.workers(), simulation.clock(), two);
    return GuardedStore.of(store, limit, limit);
  }

  /// What the reconciler does around a transfer, as far as it matters here.
  private static boolean copyUntilThere(Transfer transfer, TransferBench bench, ObjectKey key) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      try (Fetched fetched = transfer.fetch(key, null)) {
        TransferResult result =
            switch (fetched) {
              case Fetched.Held held -> transfer.store(held, order(key, held.state(), bench));
              case Fetched.TooLarge(var state) -> transfer.copy(order(key, state, bench));
              case Fetched.Missing _, Fetched.Changed _ ->
                  throw new AssertionError("key " + key + " did not change");
            };
        if (result instanceof TransferResult.Copied) {
          return true;
        }
        assertThat(result)
            .isInstanceOfAny(
                TransferResult.Ambiguous.class, TransferResult.DestinationChanged.class);
      } catch (StoreException again) {
        assertThat(again.failure()).isInstanceOf(Failure.Transient.class);
      }
    }
    throw new AssertionError("key " + key + " did not arrive");
  }

  private static CopyOrder order(
      ObjectKey key, dev.longhaul.object.ObjectState state, TransferBench bench) {
    Precondition precondition =
        bench.destination.has(key)
            ? new Precondition.IfMatch(bench.destination.object(key).etag())
            : new Precondition.IfAbsent();
    return new CopyOrder(key, key, state, TransferBench.attributes(), precondition);
  }
}
