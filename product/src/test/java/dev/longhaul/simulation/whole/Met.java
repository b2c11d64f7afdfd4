package dev.longhaul.simulation.whole;

import dev.longhaul.store.memory.Quirk;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What really happened in the worlds that were played: mishaps that struck, and quirks of stores
/// that made a difference. Thread-safe.
final class Met {
  private final Set<Mishap> mishaps = ConcurrentHashMap.newKeySet();
  private final Set<Quirk> atSource = ConcurrentHashMap.newKeySet();
  private final Set<Quirk> atDestination = ConcurrentHashMap.newKeySet();

  void add(Mishap mishap) {
    mishaps.add(mishap);
  }

  void add(Site site) {
    Set<Quirk> met = site.isSource() ? atSource : atDestination;
    met.addAll(site.store().felt());
    Scenario.AVOIDED.stream().filter(site.store()::is).forEach(met::add);
  }

  /// What was never met, of all that scenarios are made of.
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    of(List.of(Mishap.values()), mishaps, "", missing);
    of(Scenario.SOURCE_QUIRKS, atSource, " of a source", missing);
    of(Scenario.DESTINATION_QUIRKS, atDestination, " of a destination", missing);
    return missing;
  }

  private static <E> void of(List<E> all, Set<E> met, String whose, List<String> missing) {
    all.stream().filter(one -> !met.contains(one)).map(one -> one + whose).forEach(missing::add);
  }
}
