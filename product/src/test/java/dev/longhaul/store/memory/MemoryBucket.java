package dev.longhaul.store.memory;

import dev.longhaul.object.ETag;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.UploadId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The state behind all ports of a store in memory. Whoever calls holds its lock; nothing in it
/// waits or calls back.
final class MemoryBucket {
  /// Versions of each key, oldest first; the last is the current one.
  final NavigableMap<ObjectKey, List<MemoryObject>> versions = new TreeMap<>();

  final Map<UploadId, MemoryUpload> uploads = new LinkedHashMap<>();
  final Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);

  /// Those of them that were asked for where they make a difference.
  final Set<Quirk> felt = ConcurrentHashMap.newKeySet();

  int pageSize = 1000;
  long minPartSize = 5L << 20;
  boolean missing;
  private @Nullable Supplier<Instant> time;
  private Instant logical = Instant.parse("2026-01-01T00:00:00Z");
  private long made;

  /// Asked where it makes a difference.
  boolean has(Quirk quirk) {
    boolean has = quirks.contains(quirk);
    if (has) {
      felt.add(quirk);
    }
    return has;
  }

  void setTime(Supplier<Instant> source) {
    time = source;
  }

  /// The time of a change: of the clock given, else one that moves a little with each change.
  Instant tick() {
    logical = logical.plusMillis(1_001);
    return time == null ? logical : time.get();
  }

  long number() {
    return ++made;
  }

  /// What a key becomes in this store.
  ObjectKey admitted(ObjectKey key) {
    String text = key.text();
    if (has(Quirk.REFUSES_ODD_KEYS) && isOdd(text)) {
      throw refused(400, "XMinioInvalidObjectName", "key " + key);
    }
    return has(Quirk.COLLAPSES_SLASHES) ? ObjectKey.of(text.replaceAll("/+", "/")) : key;
  }

  private static boolean isOdd(String key) {
    return ("/" + key).contains("//")
        || ("/" + key + "/").contains("/./")
        || ("/" + key + "/").contains("/../");
  }

  /// The current version; `null` for none, a delete marker included.
  @Nullable MemoryObject current(ObjectKey key) {
    MemoryObject newest = newest(key);
    return newest == null || newest.deleteMarker() ? null : newest;
  }

  @Nullable MemoryObject newest(ObjectKey key) {
    List<MemoryObject> all = versions.get(key);
    return all == null ? null : all.getLast();
  }

  @Nullable MemoryObject version(ObjectKey key, String versionId) {
    for (MemoryObject version : versions.getOrDefault(key, List.of())) {
      if (versionId.equals(version.versionId()) && !version.deleteMarker()) {
        return version;
      }
    }
    return null;
  }

  @Nullable String newVersionId() {
    return has(Quirk.VERSIONED) ? "v" + number() : null;
  }

  /// Makes it the newest version, or the only one.
  void add(ObjectKey key, MemoryObject object) {
    List<MemoryObject> all = versions.computeIfAbsent(key, _ -> new ArrayList<>());
    if (!has(Quirk.VERSIONED)) {
      all.clear();
    }
    all.add(object);
  }

  /// Puts it where its date says, behind newer ones (H22): without versions it may vanish at once.
  void addByDate(ObjectKey key, MemoryObject object) {
    List<MemoryObject> all = versions.computeIfAbsent(key, _ -> new ArrayList<>());
    int index = all.size();
    while (index > 0 && all.get(index - 1).lastModified().isAfter(object.lastModified())) {
      index--;
    }
    if (has(Quirk.VERSIONED)) {
      all.add(index, object);
    } else if (index == all.size()) {
      add(key, object);
    }
  }

  void replaceNewest(ObjectKey key, MemoryObject object) {
    List<MemoryObject> all = versions.get(key);
    if (all != null) {
      all.set(all.size() - 1, object);
    }
  }

  /// Deletes the current version, or puts a delete marker before it. Returns the marker's version.
  @Nullable String delete(ObjectKey key) {
    String marker = newVersionId();
    if (marker == null) {
      versions.remove(key);
    } else {
      add(key, MemoryObject.marker(marker, tick()));
    }
    return marker;
  }

  void removeNewest(ObjectKey key) {
    List<MemoryObject> all = versions.get(key);
    if (all != null) {
      all.removeLast();
      if (all.isEmpty()) {
        versions.remove(key);
      }
    }
  }

  /// Whether the precondition holds, or is ignored by a store with the quirk that belongs to it.
  boolean allows(
      ObjectKey key, Precondition precondition, Quirk ignoresAbsent, Quirk ignoresMatch) {
    MemoryObject there = current(key);
    return switch (precondition) {
      case Precondition.None() -> true;
      case Precondition.IfAbsent() -> there == null || has(ignoresAbsent) || overlooks();
      case Precondition.IfMatch(ETag etag) ->
          (there != null && there.etag().equals(etag)) || has(ignoresMatch) || overlooks();
    };
  }

  private boolean overlooks() {
    return has(Quirk.OVERLOOKS_PRECONDITIONS) && number() % 3 == 0;
  }

  void throwIfMissing() {
    if (missing) {
      throw refused(404, "NoSuchBucket", "the bucket");
    }
  }

  static StoreException refused(int status, String code, String what) {
    return new StoreException(
        new Failure.Refused(what + " was refused: " + status + " " + code, status, code));
  }
}
