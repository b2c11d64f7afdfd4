package dev.longhaul.store.memory;

import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.ListingPage;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.ObjectLister;
import dev.longhaul.store.Operation;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lists a store in memory, in byte order unless it has a quirk.
final class MemoryLister implements ObjectLister {
  private final InMemoryStore store;

  MemoryLister(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public ListingPage list(ListingRequest request) {
    return store.call(
        new MemoryCall(Operation.LIST, null, 0),
        bucket -> {
          bucket.throwIfMissing();
          List<ListedObject> all = after(bucket, request);
          int size = Math.min(request.maxKeys(), bucket.pageSize);
          boolean truncated = all.size() > size;
          List<ListedObject> page = new ArrayList<>(truncated ? all.subList(0, size) : all);
          String token = truncated ? token(page.getLast().key()) : null;
          if (bucket.has(Quirk.UNORDERED_LISTING)) {
            Collections.reverse(page);
          }
          return new ListingPage(List.copyOf(page), ascends(page), token);
        });
  }

  /// At most one entry more than any page holds.
  private static List<ListedObject> after(MemoryBucket bucket, ListingRequest request) {
    Map<ObjectKey, List<MemoryObject>> tail = tail(bucket, request);
    List<ListedObject> listed = new ArrayList<>();
    for (ObjectKey key : tail.keySet()) {
      MemoryObject object = bucket.current(key);
      if (object != null && key.startsWith(request.prefix())) {
        listed.add(entry(bucket, key, object));
      }
      if (!key.startsWith(request.prefix()) || listed.size() > request.maxKeys()) {
        break;
      }
    }
    return listed;
  }

  private static Map<ObjectKey, List<MemoryObject>> tail(
      MemoryBucket bucket, ListingRequest request) {
    ObjectKey after = begin(request);
    ObjectKey prefix =
        request.prefix().isEmpty() ? null : ObjectKey.ofBytes(request.prefix().toBytes());
    if (prefix != null && (after == null || after.compareTo(prefix) < 0)) {
      return bucket.versions.tailMap(prefix, true);
    }
    return after == null ? bucket.versions : bucket.versions.tailMap(after, false);
  }

  private static @Nullable ObjectKey begin(ListingRequest request) {
    String token = request.token();
    return token == null
        ? request.startAfter()
        : ObjectKey.ofBytes(Base64.getUrlDecoder().decode(token));
  }

  private static String token(ObjectKey last) {
    return Base64.getUrlEncoder().encodeToString(last.toBytes());
  }

  private static ListedObject entry(MemoryBucket bucket, ObjectKey key, MemoryObject object) {
    ObjectKey shown =
        bucket.has(Quirk.LISTS_PLUS_AS_SPACE) ? ObjectKey.of(key.text().replace('+', ' ')) : key;
    return new ListedObject(
        shown,
        object.content().size(),
        object.etag(),
        object.lastModified().toEpochMilli(),
        object.storageClass());
  }

  private static boolean ascends(List<ListedObject> page) {
    for (int index = 1; index < page.size(); index++) {
      if (page.get(index - 1).key().compareTo(page.get(index).key()) >= 0) {
        return false;
      }
    }
    return true;
  }
}
