package dev.longhaul.scan;

import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.route.Policy;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectLister;
import dev.longhaul.transfer.Proof;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Two buckets that can be listed, and an engine that makes a key of one equal to the other by
/// magic, when it is not made to fail.
final class PassWorld {
  static final String ONE = "0123456789abcdef0123456789abcdef";
  static final String OTHER = "fedcba9876543210fedcba9876543210";

  final Simulation simulation;
  final ScratchInMemory scratch = new ScratchInMemory();
  final ListingInMemory source = new ListingInMemory().pages(10);
  final ListingInMemory destination = new ListingInMemory().pages(10);
  final List<Outcome> told = new ArrayList<>();
  final List<ParkedKey> parked = new ArrayList<>();
  final List<String> happened = new ArrayList<>();
  final TreeMap<String, Integer> tries = new TreeMap<>();
  final List<Hint> hints = new ArrayList<>();
  ObjectLister sourceLister = source;
  @Nullable SourceReport report;
  Policy.Deletes deletes = Policy.Deletes.MIRROR;
  boolean emptySourceMeansIt;
  boolean storesAnswer = true;
  long knownDestinationKeys = -1;
  List<ObjectKey> parkedBefore = List.of();
  PassLimits limits = new PassLimits(3, 5, 20, Duration.ofSeconds(3));
  ScanLimits scanLimits = new ScanLimits(3, 6, 2, 2000, 4000);

  /// Whether, and how, a try of a key fails.
  Function<ObjectKey, @Nullable Failure> failing = _ -> null;

  /// How long a try takes.
  BiFunction<ObjectKey, Integer, Duration> taking = (_, _) -> Duration.ofMillis(20);

  final Patience patience;

  PassWorld(long seed) {
    simulation = new Simulation(seed);
    patience = new Patience(simulation.clock(), simulation.randomness(), Duration.ofMinutes(15));
  }

  Pass pass() {
    RouteScope scope = new ScanFixture(0).scope();
    ScanPlan scan = ScanPlan.of(sourceLister, destination, scope, ScanFixture.BY_ETAG, scanLimits);
    scan = report == null ? scan : scan.by(report);
    PassPlan plan = new PassPlan(scan, deletes, emptySourceMeansIt, parkedBefore, limits);
    PassEngine engine =
        new PassEngine(
            this::reconcile, parked::add, keys -> knownDestinationKeys = keys, () -> storesAnswer);
    return new Pass(
        plan,
        engine,
        new Pass.Effects(simulation.workers(), simulation.clock(), scratch, patience));
  }

  PassReport run() {
    return simulation.run(() -> pass().run(this::tell));
  }

  void tell(Outcome outcome) {
    told.add(outcome);
  }

  private Outcome reconcile(Hint hint) {
    ObjectKey key = hint.key();
    hints.add(hint);
    int count = tries.merge(key.text(), 1, Integer::sum);
    simulation.clock().sleep(taking.apply(key, count));
    Failure failure = failing.apply(key);
    if (failure != null) {
      return new Outcome.Unfinished(key, failure);
    }
    ListedObject from = source.get(key);
    Optional<ListedObject> to = Optional.ofNullable(destination.get(key));
    if (from == null) {
      happened.add("delete " + key);
      destination.remove(key);
      return to.isEmpty() ? new Outcome.Equal(key) : new Outcome.Deleted(key);
    }
    if (to.filter(from::equals).isPresent()) {
      return new Outcome.Equal(key);
    }
    happened.add("copy " + key);
    destination.put(from);
    return new Outcome.Copied(key, from.size(), new Proof.EqualEtags());
  }

  /// Puts keys on both sides, some of them different and some on one side only.
  PassWorld filled(int count) {
    for (int number = 0; number < count; number++) {
      String key = "k%04d".formatted(number);
      switch (number % 4) {
        case 0 -> {
          source.put(key, ONE);
          destination.put(key, ONE);
        }
        case 1 -> source.put(key, ONE);
        case 2 -> {
          source.put(key, ONE);
          destination.put(key, OTHER);
        }
        default -> destination.put(key, ONE);
      }
    }
    return this;
  }

  long minutes() {
    return simulation.clock().nanos() / 60_000_000_000L;
  }
}
