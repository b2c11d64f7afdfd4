package dev.longhaul.store.probe;

import dev.longhaul.effect.Workers;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.ListingPage;
import dev.longhaul.store.Precondition;
import java.util.ArrayList;
import java.util.List;

/// Removes the canaries of a probe, and looks whether they are gone.
final class Cleaning {
  /// How often what is still listed is deleted again: a folder goes only after what lies in it, and
  /// a store that folds keys holds them under other names.
  private static final int PASSES = 2;

  private final Site site;
  private final Workers workers;

  Cleaning(Site site, Workers workers) {
    this.site = site;
    this.workers = workers;
  }

  /// Removes them and names those that stay.
  List<String> remove() {
    delete(site.keys());
    Attempt<ListingPage> listed = list();
    for (int pass = 0; pass < PASSES && !keys(listed).isEmpty(); pass++) {
      delete(keys(listed));
      listed = list();
    }
    List<String> left = new ArrayList<>();
    keys(listed).forEach(key -> left.add("key " + key));
    if (listed.failure() != null) {
      left.add("perhaps keys under " + site.prefix("") + ": listing them " + listed.outcome());
    }
    return left;
  }

  private void delete(List<ObjectKey> keys) {
    Round round = new Round();
    keys.forEach(key -> round.add(() -> site.delete(key, new Precondition.None())));
    round.run(workers);
  }

  private Attempt<ListingPage> list() {
    return Attempt.of(() -> site.list(site.prefix("")));
  }

  private static List<ObjectKey> keys(Attempt<ListingPage> listed) {
    ListingPage page = listed.answer();
    return page == null ? List.of() : page.objects().stream().map(ListedObject::key).toList();
  }
}
