package dev.longhaul.store.probe;

import dev.longhaul.object.ETag;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Body;
import dev.longhaul.store.ListingPage;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.WriteAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The place in a bucket where a probe keeps its canaries. It hands out their keys, all before the
/// first round, and so knows what there is to remove.
final class Site {
  /// An ETag that no canary has.
  static final ETag WRONG = new ETag("00000000000000000000000000000000");

  /// Pages of the canaries' folder that are read at most.
  private static final int MAX_PAGES = 64;

  private final ObjectStore store;
  private final String base;
  private final ObjectAttributes.Encryption encryption;
  private final List<ObjectKey> keys = new ArrayList<>();

  Site(ObjectStore store, String base, ObjectAttributes.Encryption encryption) {
    this.store = store;
    this.base = base;
    this.encryption = encryption;
  }

  ObjectStore store() {
    return store;
  }

  KeyPrefix prefix(String name) {
    return KeyPrefix.of(base + name);
  }

  /// The key of a canary that may be written from now on.
  ObjectKey key(String name) {
    ObjectKey key = ObjectKey.of(base + name);
    keys.add(key);
    return key;
  }

  /// Characters that fit into a key behind this name.
  int room(String name) {
    return ObjectKey.MAX_BYTES - prefix(name).length();
  }

  List<ObjectKey> keys() {
    return List.copyOf(keys);
  }

  ObjectAttributes attributes() {
    return attributes(Tags.NONE);
  }

  ObjectAttributes attributes(Tags tags) {
    return new ObjectAttributes(Metadata.NONE, tags, null, encryption);
  }

  ObjectAttributes ofClass(String storageClass) {
    return new ObjectAttributes(Metadata.NONE, Tags.NONE, storageClass, encryption);
  }

  Attempt<WriteAnswer> put(ObjectKey key, Body body, Precondition precondition) {
    return put(key, attributes(), body, precondition);
  }

  Attempt<WriteAnswer> put(
      ObjectKey key, ObjectAttributes attributes, Body body, Precondition precondition) {
    return Attempt.of(() -> store.writer().put(key, attributes, body, precondition));
  }

  Attempt<WriteAnswer> delete(ObjectKey key, Precondition precondition) {
    return Attempt.of(() -> store.writer().delete(key, precondition));
  }

  Attempt<Lookup> head(ObjectKey key) {
    return Attempt.of(() -> store.reader().head(key));
  }

  /// The precondition that what this attempt stored is still there; one that never holds when it
  /// stored nothing.
  static Precondition ifStill(Attempt<WriteAnswer> seed) {
    Optional<ETag> etag = seed.stored().map(stored -> stored.etag());
    return new Precondition.IfMatch(etag.orElse(WRONG));
  }

  /// What lies under a prefix here, as one page: a store may give fewer keys a page than it was
  /// asked for. What lies behind the last page that is read is named by its token.
  ListingPage list(KeyPrefix folder) {
    ListingRequest request = ListingRequest.first(folder);
    ListingPage page = store.lister().list(request);
    List<ListedObject> objects = new ArrayList<>(page.objects());
    boolean ascending = page.ascending();
    String token = page.nextToken();
    for (int pages = 1; token != null && pages < MAX_PAGES; pages++) {
      request = request.next(token);
      page = store.lister().list(request);
      objects.addAll(page.objects());
      ascending &= page.ascending();
      token = page.nextToken();
    }
    return new ListingPage(List.copyOf(objects), ascending, token);
  }
}
