package dev.longhaul.scan;

import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ListedObject;
import dev.longhaul.route.KeyFilter;
import dev.longhaul.route.KeyMapping;
import dev.longhaul.route.Policy;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.Capabilities.Etags;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectLister;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Runs a scan in a simulation and writes down what it found.
final class ScanFixture {
  static final Etags TRUSTED = new Etags(true, true);
  static final PairJudge BY_ETAG =
      new PairJudge(TRUSTED, TRUSTED, _ -> Optional.empty(), Policy.Compare.LISTING);

  final Simulation simulation;
  final ScratchInMemory scratch = new ScratchInMemory();
  final ScanProgress progress = new ScanProgress();
  String sourcePrefix = "";
  String destinationPrefix = "";
  KeyFilter filter = KeyFilter.ALL;
  ScanLimits limits = new ScanLimits(4, 8, 1, 2000, 4000);

  ScanFixture(long seed) {
    simulation = new Simulation(seed);
  }

  /// What a scan found, by source key.
  record Found(
      TreeSet<String> onlySource,
      TreeSet<String> onlyDestination,
      TreeSet<String> unproved,
      TreeSet<String> equal,
      List<Failure> failures,
      boolean sorted) {}

  Found scan(ObjectLister source, ObjectLister destination) {
    return simulation.run(() -> scanNow(source, destination));
  }

  void sleep(long millis) {
    simulation.clock().sleep(Duration.ofMillis(millis));
  }

  RouteScope scope() {
    return new RouteScope(
        new KeyMapping(KeyPrefix.of(sourcePrefix), KeyPrefix.of(destinationPrefix)), filter);
  }

  Patience patience() {
    return new Patience(simulation.clock(), simulation.randomness(), Duration.ofMinutes(15));
  }

  private Found scanNow(ObjectLister source, ObjectLister destination) {
    ScanPlan plan = ScanPlan.of(source, destination, scope(), BY_ETAG, limits);
    Scan scan = new Scan(plan, simulation.workers(), patience(), scratch, progress);
    List<Difference> differences = new ArrayList<>();
    try (ScanResult result = scan.runKeepingBack(differences::add)) {
      List<ListedObject> extra = new ArrayList<>();
      if (result.isComplete()) {
        result.forEachOnlyDestination(extra::add);
      }
      return found(differences, extra, result);
    }
  }

  private Found found(List<Difference> differences, List<ListedObject> extra, ScanResult result) {
    Found found =
        new Found(
            new TreeSet<>(),
            new TreeSet<>(),
            new TreeSet<>(),
            new TreeSet<>(),
            result.failures(),
            result.sorted());
    for (Difference difference : differences) {
      String key = difference.key().text();
      boolean first =
          switch (difference) {
            case Difference.OnlySource _ -> found.onlySource.add(key);
            case Difference.OnlyDestination _ -> found.onlyDestination.add(key);
            case Difference.Unproved _ -> found.unproved.add(key);
            case Difference.Equal _ -> found.equal.add(key);
          };
      if (!first && !result.sorted()) {
        throw new AssertionError("found twice: " + difference);
      }
    }
    for (ListedObject object : extra) {
      if (!found.onlyDestination.add(object.key().text())) {
        throw new AssertionError("found twice: " + object);
      }
    }
    return found;
  }
}
