package dev.longhaul.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.effect.Workers;
import dev.longhaul.ledger.InMemoryLedger;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.SystemHeaders;
import dev.longhaul.object.Tags;
import dev.longhaul.reconcile.Equipment;
import dev.longhaul.reconcile.Mode;
import dev.longhaul.reconcile.Reconciler;
import dev.longhaul.reconcile.RunBreaker;
import dev.longhaul.reconcile.StoreEnd;
import dev.longhaul.route.KeyFilter;
import dev.longhaul.route.KeyMapping;
import dev.longhaul.route.Policy;
import dev.longhaul.route.Route;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Observer;
import dev.longhaul.store.Operation;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.WriteAnswer;
import dev.longhaul.store.memory.Content;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import dev.longhaul.store.memory.Quirk;
import dev.longhaul.transfer.BufferPool;
import dev.longhaul.transfer.Means;
import dev.longhaul.transfer.PartwiseTransfer;
import dev.longhaul.transfer.StoreLimits;
import dev.longhaul.transfer.TransferEnd;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The whole engine under simulation: stores fail, answers get lost, the source changes and the
/// pass is interrupted; the next undisturbed pass ends equal, and the one after has nothing to do.
@Hazard({16, 17, 30, 57, 58, 61, 64})
final class SyncSimulationTest {
  private static final Capabilities PROVED =
      new Capabilities(
          new Capabilities.Preconditions(true, true, true, true, true),
          new Capabilities.Etags(true, true),
          new TreeSet<>(List.of(ChecksumAlgorithm.CRC32C)),
          true,
          Capabilities.TagSupport.COUNTED,
          new TreeSet<>(),
          new TreeMap<>(),
          false);

  /// What the destination is like.
  enum World {
    LIKE_AMAZON,
    OPAQUE,
    UNORDERED,
    CARELESS;

    Capabilities capabilities() {
      return switch (this) {
        case LIKE_AMAZON, UNORDERED -> PROVED;
        case OPAQUE, CARELESS -> Capabilities.UNPROVED;
      };
    }

    InMemoryStore store() {
      return switch (this) {
        case LIKE_AMAZON -> new InMemoryStore("to");
        case OPAQUE ->
            new InMemoryStore(
                "to", Quirk.OPAQUE_ETAGS, Quirk.IGNORES_CHECKSUMS, Quirk.NO_TAG_COUNT);
        case UNORDERED -> new InMemoryStore("to", Quirk.UNORDERED_LISTING);
        case CARELESS ->
            new InMemoryStore(
                "to",
                Quirk.IGNORES_PUT_IF_ABSENT,
                Quirk.IGNORES_PUT_IF_MATCH,
                Quirk.IGNORES_DELETE_IF_MATCH);
      };
    }
  }

  @ParameterizedTest
  @EnumSource(World.class)
  void whateverHappensTheNextPassEndsEqual(World world) {
    for (long seed = 0; seed < 60; seed++) {
      new Run(world, seed).check();
    }
  }

  /// One seed's world.
  private static final class Run {
    private final World world;
    private final long seed;
    private final Simulation simulation;
    private final SplittableRandom random;
    private final InMemoryStore source = new InMemoryStore("from");
    private final InMemoryStore destination;
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final ScratchInMemory scratch = new ScratchInMemory();

    Run(World world, long seed) {
      this.world = world;
      this.seed = seed;
      this.simulation = new Simulation(seed);
      this.random = new SplittableRandom(seed);
      this.destination = world.store();
    }

    void check() {
      source.setTime(simulation.clock()::now);
      destination.setTime(simulation.clock()::now);
      source.setPageSize(1 + random.nextInt(9));
      destination.setPageSize(1 + random.nextInt(9));
      for (int number = random.nextInt(60); number >= 0; number--) {
        change(random.nextInt(3) == 0 ? destination : source);
      }
      source.interfere(troubles());
      destination.interfere(troubles());
      simulation.run(this::disturbed);
      source.interfere(Interference.stepping(simulation));
      destination.interfere(Interference.stepping(simulation));

      PassReport second = simulation.run(() -> pass().run(_ -> {}));

      assertThat(second.isEqual()).as("seed %s: %s", seed, second).isTrue();
      assertSame();
      source.forgetCalls();
      destination.forgetCalls();
      PassReport third = simulation.run(() -> pass().run(_ -> {}));
      assertThat(third.isEqual()).isTrue();
      assertThat(source.calls())
          .as("seed %s: %s", seed, third)
          .allMatch(call -> call.operation() == Operation.LIST);
      assertThat(destination.calls()).allMatch(call -> call.operation() == Operation.LIST);
    }

    private void assertSame() {
      assertThat(destination.objects().keySet()).isEqualTo(source.objects().keySet());
      source
          .objects()
          .forEach((key, from) -> {
            var to = destination.object(key);
            assertThat(to.content().toBytes()).isEqualTo(from.content().toBytes());
            assertThat(to.attributes().metadata()).isEqualTo(from.attributes().metadata());
          });
    }

    /// A pass in trouble, while the source changes, interrupted after a while.
    private PassReport disturbed() {
      Pass pass = pass();
      long until = random.nextInt(60_000);
      try (Workers.Group group = simulation.workers().open("others")) {
        group.start(() -> {
          for (int changes = random.nextInt(20); changes > 0; changes--) {
            simulation.clock().sleep(Duration.ofMillis(random.nextInt(2_000)));
            change(source);
          }
          simulation.clock().sleep(Duration.ofMillis(until));
          pass.interrupt();
          return true;
        });
        return pass.run(_ -> {});
      }
    }

    private void change(InMemoryStore store) {
      ObjectKey key = ObjectKey.of(KeysOf.MIXED.key(random.nextInt(4), random));
      if (random.nextInt(4) == 0) {
        store.remove(key);
        return;
      }
      // Other metadata only with other bytes: listings cannot show the former alone (decision 3).
      String text = "content ".repeat(random.nextInt(3));
      Metadata metadata =
          new Metadata(new TreeMap<>(Map.of("n", "" + text.length())), SystemHeaders.NONE);
      store.put(
          key,
          ObjectAttributes.of(metadata, Tags.NONE),
          Content.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Interference troubles() {
      return new Interference() {
        @Override
        public void before(MemoryCall call) {
          simulation.clock().sleep(Duration.ofMillis(random.nextInt(50)));
          switch (random.nextInt(30)) {
            case 0, 1 -> throw new StoreException(new Failure.Throttled("503 SlowDown", 0));
            case 2 -> throw new StoreException(new Failure.Transient("connection reset"));
            default -> {}
          }
        }

        @Override
        public Object after(MemoryCall call, Object answer) {
          simulation.clock().sleep(Duration.ofMillis(random.nextInt(50)));
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

    private Pass pass() {
      Policy policy =
          new Policy(
              Policy.Deletes.MIRROR,
              Policy.TagRule.COPY,
              new TreeMap<>(),
              null,
              Policy.Compare.LISTING);
      Route route = Route.of(new KeyMapping(KeyPrefix.NONE, KeyPrefix.NONE), policy);
      Reconciler reconciler = reconciler(route);
      PairJudge judge =
          new PairJudge(
              PROVED.etags(),
              world.capabilities().etags(),
              ledger.receipts()::find,
              Policy.Compare.LISTING);
      ScanPlan scan =
          ScanPlan.of(
              source.ports().lister(),
              destination.ports().lister(),
              new RouteScope(route.mapping(), KeyFilter.ALL),
              judge,
              new ScanLimits(3, 6, 1, 2000, 4000));
      PassPlan plan =
          new PassPlan(
              scan,
              Policy.Deletes.MIRROR,
              true,
              ledger.parked().all().stream().map(parked -> parked.key()).toList(),
              new PassLimits(4, 5, 9, Duration.ofSeconds(1)));
      PassEngine engine =
          new PassEngine(reconciler::reconcile, ledger.parked()::park, _ -> {}, () -> true);
      Patience patience =
          new Patience(simulation.clock(), simulation.randomness(), Duration.ofMinutes(15));
      return new Pass(
          plan,
          engine,
          new Pass.Effects(simulation.workers(), simulation.clock(), scratch, patience));
    }

    private Reconciler reconciler(Route route) {
      Means means =
          new Means(
              new BufferPool(64 << 20, simulation.workers()),
              ledger.uploads(),
              simulation.clock(),
              simulation.randomness(),
              simulation.workers(),
              2);
      PartwiseTransfer transfer =
          new PartwiseTransfer(
              new TransferEnd(source.ports(), () -> PROVED, StoreLimits.AMAZON),
              new TransferEnd(destination.ports(), () -> world.capabilities(), StoreLimits.AMAZON),
              means);
      return new Reconciler(
          route,
          end(source, PROVED),
          end(destination, world.capabilities()),
          new Equipment(transfer, ledger, new RunBreaker(10_000, 1), simulation.clock()),
          Mode.ALONE);
    }

    private StoreEnd end(InMemoryStore store, Capabilities capabilities) {
      ObjectStore ports = store.ports();
      return new StoreEnd(ports, new Observer(ports, simulation.clock()), () -> capabilities);
    }
  }
}
