package dev.longhaul.scan;

import dev.longhaul.object.ETag;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.ListingPage;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.ObjectLister;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A bucket that can only be listed. It pages and orders as it is told, and answers as a valid
/// adapter would: what `ObjectLister` promises about one page holds.
final class ListingInMemory implements ObjectLister {
  /// The order of AWS: unsigned bytes.
  static final Comparator<ObjectKey> BYTES = Comparator.naturalOrder();

  /// The order of stores that compare Java strings (H58).
  static final Comparator<ObjectKey> UTF_16 = Comparator.comparing(ObjectKey::text);

  private final Comparator<ObjectKey> order;
  private final NavigableMap<ObjectKey, ListedObject> objects;
  private int pageSize = 1000;
  private int requests;
  private Runnable beforeEach = () -> {};

  ListingInMemory() {
    this(BYTES);
  }

  ListingInMemory(Comparator<ObjectKey> order) {
    this.order = order;
    this.objects = new TreeMap<>(order);
  }

  ListingInMemory pages(int size) {
    pageSize = size;
    return this;
  }

  ListingInMemory beforeEach(Runnable work) {
    beforeEach = work;
    return this;
  }

  synchronized List<ListedObject> objects() {
    return List.copyOf(objects.values());
  }

  ListingInMemory put(String key, String etag) {
    return put(entry(key, etag));
  }

  synchronized ListingInMemory put(ListedObject object) {
    objects.put(object.key(), object);
    return this;
  }

  synchronized void remove(String key) {
    objects.remove(ObjectKey.of(key));
  }

  synchronized @Nullable ListedObject get(ObjectKey key) {
    return objects.get(key);
  }

  synchronized void remove(ObjectKey key) {
    objects.remove(key);
  }

  synchronized Set<ObjectKey> keys() {
    return new TreeSet<>(objects.keySet());
  }

  static ListedObject entry(String key, String etag) {
    return new ListedObject(ObjectKey.of(key), 3, new ETag(etag), 1_000, "STANDARD");
  }

  int requests() {
    return requests;
  }

  int size() {
    return objects.size();
  }

  @Override
  public ListingPage list(ListingRequest request) {
    beforeEach.run();
    return page(request);
  }

  private synchronized ListingPage page(ListingRequest request) {
    requests++;
    KeyPrefix prefix = request.prefix();
    String token = request.token();
    ObjectKey after = token == null ? request.startAfter() : ObjectKey.of(token.substring(1));
    List<ListedObject> page = new ArrayList<>();
    boolean more = false;
    var rest = after == null ? objects : objects.tailMap(after, false);
    if (order.equals(BYTES) && after == null && !prefix.isEmpty()) {
      rest = objects.tailMap(ObjectKey.ofBytes(prefix.toBytes()), true);
    }
    for (ListedObject object : rest.values()) {
      if (object.key().startsWith(prefix)) {
        if (page.size() == Math.min(pageSize, request.maxKeys())) {
          more = true;
          break;
        }
        page.add(object);
      } else if (order.equals(BYTES) && !page.isEmpty()) {
        break;
      }
    }
    return new ListingPage(page, rises(page), more ? "t" + page.getLast().key().text() : null);
  }

  private static boolean rises(List<ListedObject> page) {
    for (int index = 1; index < page.size(); index++) {
      if (page.get(index - 1).key().compareTo(page.get(index).key()) >= 0) {
        return false;
      }
    }
    return true;
  }
}
