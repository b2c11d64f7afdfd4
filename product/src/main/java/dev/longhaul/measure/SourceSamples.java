package dev.longhaul.measure;

import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectState;
import dev.longhaul.store.ListingPage;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Objects of a source that are worth reading to measure, out of the beginning of its listing.
///
/// @param large an object whose ranges are read; `null` when the pages show none large enough
/// @param small objects that are read whole
/// @param listed how many objects the pages show
/// @param bytes of all of them
/// @param complete whether the pages are the whole listing
public record SourceSamples(
    @Nullable Large large, List<ListedObject> small, long listed, long bytes, boolean complete) {
  private static final int MOST_PAGES = 20;
  private static final int MOST_SMALL = 2_000;
  private static final long SMALL_AT_MOST = 64 << 10;

  /// An object of many ranges.
  public record Large(ListedObject object, ObjectState state) {}

  public SourceSamples {
    small = List.copyOf(small);
  }

  /// Looks through the first pages. Names of objects that have been archived, and so cannot be
  /// read, are passed over.
  ///
  /// @throws dev.longhaul.store.StoreException when the store does not answer or refuses
  public static SourceSamples of(ObjectStore store, KeyPrefix prefix) {
    List<ListedObject> small = new ArrayList<>();
    ListedObject largest = null;
    long listed = 0;
    long bytes = 0;
    ListingRequest next = ListingRequest.first(prefix);
    for (int page = 0; page < MOST_PAGES && next != null; page++) {
      ListingPage found = store.lister().list(next);
      for (ListedObject object : found.objects()) {
        listed++;
        bytes += object.size();
        if (isReadable(object) && (largest == null || object.size() > largest.size())) {
          largest = object;
        }
        if (isReadable(object) && object.size() <= SMALL_AT_MOST && small.size() < MOST_SMALL) {
          small.add(object);
        }
      }
      next = found.nextToken() == null ? null : next.next(found.nextToken());
    }
    return new SourceSamples(large(store, largest), small, listed, bytes, next == null);
  }

  private static boolean isReadable(ListedObject object) {
    return !object.storageClass().contains("GLACIER")
        && !object.storageClass().contains("DEEP_ARCHIVE");
  }

  private static @Nullable Large large(ObjectStore store, @Nullable ListedObject largest) {
    if (largest == null || largest.size() < Measurement.LARGE) {
      return null;
    }
    return switch (store.reader().head(largest.key())) {
      case Lookup.Found(ObjectState state) when state.size() >= Measurement.LARGE ->
          new Large(largest, state);
      case Lookup.Found _, Lookup.NotFound _ -> null;
    };
  }
}
