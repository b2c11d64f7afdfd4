package dev.longhaul.store.probe;

import dev.longhaul.effect.Workers;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.ListingPage;
import dev.longhaul.store.MultipartUploads;
import dev.longhaul.store.OpenUpload;
import dev.longhaul.store.Precondition;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What probes left that were killed before they cleaned up. Costs one listing where there is
/// nothing; what fails here is tried again by the next probe.
final class Leftovers {
  private final Site site;
  private final Workers workers;

  Leftovers(Site site, Workers workers) {
    this.site = site;
    this.workers = workers;
  }

  /// Removes what is older than this; nothing outside the folder of all canaries.
  ///
  /// @param folder `<prefix>.longhaul-probe/`
  /// @param before by the store's clock, as are the dates that it is compared with
  void remove(KeyPrefix folder, Instant before) {
    Attempt<ListingPage> listed = Attempt.of(() -> site.list(folder));
    ListingPage page = listed.answer();
    if (page == null) {
      return;
    }
    List<ObjectKey> old =
        page.objects().stream()
            .filter(entry -> entry.lastModifiedMillis() < before.toEpochMilli())
            .map(ListedObject::key)
            .toList();
    // A canary that is still there is the only trace of its probe's uploads, so they go first.
    abortUploads(folder, old, before);
    Round deletes = new Round();
    old.forEach(key -> deletes.add(() -> site.delete(key, new Precondition.None())));
    deletes.run(workers);
  }

  private void abortUploads(KeyPrefix folder, List<ObjectKey> old, Instant before) {
    Round aborts = new Round();
    for (String base : bases(folder, old)) {
      for (String name : UploadCheck.NAMES) {
        ObjectKey key = ObjectKey.of(base + name);
        aborts.add(() -> abort(key, before));
      }
    }
    aborts.run(workers);
  }

  /// The folders of single probes, of which ours is one.
  private SortedSet<String> bases(KeyPrefix folder, List<ObjectKey> keys) {
    int length = site.prefix("").text().length();
    SortedSet<String> bases = new TreeSet<>();
    for (ObjectKey key : keys) {
      String text = key.text();
      if (text.indexOf('/', folder.text().length()) == length - 1) {
        bases.add(text.substring(0, length));
      }
    }
    return bases;
  }

  private void abort(ObjectKey key, Instant before) {
    MultipartUploads uploads = site.store().uploads();
    for (OpenUpload open : Attempt.of(() -> uploads.open(key)).orElse(List.of())) {
      if (open.initiated().isBefore(before)) {
        Attempt.of(() -> {
          uploads.abort(key, open.id());
          return open;
        });
      }
    }
  }
}
