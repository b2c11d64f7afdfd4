package dev.longhaul.scan;

import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// How far one range was merged, and which of its keys are not settled yet. One job merges it, many
/// settle keys, one asks how far it is.
final class RangeMark {
  /// Keys that are merged before it is told how far the merge is, but for those that differ.
  private static final int KEYS_PER_TELLING = 16;

  private final int sourcePrefix;
  private final int destinationPrefix;
  private final ConcurrentSkipListMap<ObjectKey, Place> unsettled = new ConcurrentSkipListMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private volatile Place told;

  private @Nullable ListedObject lastSource;
  private @Nullable ListedObject lastDestination;
  private long sourceKeys;
  private long destinationKeys;
  private int untold;

  /// @param after where the range begins, in relative keys
  RangeMark(@Nullable ObjectKey after, int sourcePrefix, int destinationPrefix) {
    this.told = new Place(after, 0, 0);
    this.sourcePrefix = sourcePrefix;
    this.destinationPrefix = destinationPrefix;
  }

  /// A place in the range.
  ///
  /// @param at the relative key up to which it was merged, `null` for the start of everything
  /// @param sourceKeys merged up to there
  /// @param destinationKeys merged up to there
  record Place(@Nullable ObjectKey at, long sourceKeys, long destinationKeys) {}

  /// A key that differs is about to be handed over. For the merging job.
  ///
  /// @return how many keys are not settled
  int begin(ObjectKey key) {
    Place before = here();
    told = before;
    if (unsettled.put(key, before) == null) {
      return count.incrementAndGet();
    }
    return count.get();
  }

  /// The merge went past these two entries, which are of one key, or of which one is missing. For
  /// the merging job.
  void passed(@Nullable ListedObject source, @Nullable ListedObject destination) {
    lastSource = source;
    lastDestination = destination;
    sourceKeys += source == null ? 0 : 1;
    destinationKeys += destination == null ? 0 : 1;
    if (++untold >= KEYS_PER_TELLING) {
      tell();
    }
  }

  /// Everything merged so far counts. For the merging job.
  void tell() {
    untold = 0;
    told = here();
  }

  private Place here() {
    ObjectKey at =
        lastSource == null
            ? relative(lastDestination, destinationPrefix)
            : relative(lastSource, sourcePrefix);
    return new Place(at == null ? told.at() : at, sourceKeys, destinationKeys);
  }

  private static @Nullable ObjectKey relative(@Nullable ListedObject object, int prefix) {
    if (object == null || object.key().length() == prefix) {
      return null;
    }
    return ObjectKey.ofBytes(object.key().toBytes(), prefix, object.key().length());
  }

  /// The key was settled, parked or written down; whether it was one of this range. For any job.
  boolean settled(ObjectKey key) {
    boolean here = unsettled.remove(key) != null;
    if (here) {
      count.decrementAndGet();
    }
    return here;
  }

  /// The first of the keys that are not settled.
  List<ObjectKey> unsettled(int most) {
    List<ObjectKey> first = new ArrayList<>();
    for (ObjectKey key : unsettled.keySet()) {
      if (first.size() == most) {
        break;
      }
      first.add(key);
    }
    return first;
  }

  boolean isSettled() {
    return unsettled.isEmpty();
  }

  /// The place below which nothing is left to do. For any job.
  ///
  /// What was told is read first: every key up to there that differs was written down before, so
  /// that it is seen here unless it is settled.
  Place watermark() {
    Place merged = told;
    Map.Entry<ObjectKey, Place> first = unsettled.firstEntry();
    return first == null ? merged : first.getValue();
  }
}
