package dev.longhaul.store.memory;

import dev.longhaul.object.ETag;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.StorageFacts;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Body;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.BucketFacts;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Operation;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.UploadId;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// A bucket in memory with all ports to it. Thread-safe, deterministic, and like Amazon S3 but for
/// the quirks it is given.
///
/// Tests reach it in two ways: through `ports`, as the engine does, where each request is logged
/// and can be interfered with; and directly, to set a scene or look at the result.
public final class InMemoryStore {
  private final BucketAddress address;
  private final MemoryBucket bucket = new MemoryBucket();
  private final List<MemoryCall> calls = new ArrayList<>();
  private volatile Interference interference = Interference.NONE;
  private volatile String initiator = "us";
  private volatile String server = "memory";

  public InMemoryStore(String name, Quirk... quirks) {
    this.address =
        new BucketAddress(
            URI.create("https://memory.invalid"), "nowhere-1", name, BucketAddress.Kind.COMPATIBLE);
    bucket.quirks.addAll(List.of(quirks));
  }

  /// The ports as the engine gets them.
  public ObjectStore ports() {
    return new ObjectStore(
        address,
        new MemoryReader(this),
        new MemoryWriter(this),
        new MemoryUploads(this),
        new MemoryLister(this),
        this::headBucket);
  }

  private BucketFacts headBucket() {
    return call(
        new MemoryCall(Operation.HEAD_BUCKET, null, 0),
        state -> {
          state.throwIfMissing();
          return new BucketFacts(address.region(), Duration.ZERO, server);
        });
  }

  // What tests set.

  /// Requests from now on pass through it.
  public void interfere(Interference between) {
    interference = between;
  }

  /// Objects are dated by this from now on.
  public void setTime(Supplier<Instant> time) {
    direct(state -> {
      state.setTime(time);
      return true;
    });
  }

  /// Pages hold at most so many keys.
  public void setPageSize(int keys) {
    direct(state -> state.pageSize = keys);
  }

  /// All parts but the last have at least so many bytes.
  public void setMinPartSize(long bytes) {
    direct(state -> state.minPartSize = bytes);
  }

  /// The bucket is gone, or back.
  public void setMissing(boolean missing) {
    direct(state -> state.missing = missing);
  }

  /// Whoever opens uploads from now on is listed as this.
  public void setInitiator(String name) {
    initiator = name;
  }

  /// The Server header from now on.
  public void setServer(String name) {
    server = name;
  }

  /// Gives or takes a quirk while the store runs.
  public void set(Quirk quirk, boolean given) {
    direct(state -> given ? state.quirks.add(quirk) : state.quirks.remove(quirk));
  }

  /// Stores an object without a request.
  public MemoryObject put(ObjectKey key, ObjectAttributes attributes, Content content) {
    Intake intake = Intake.of(content.toBody(), bucket::has);
    return direct(state -> {
      boolean opaque = state.has(Quirk.OPAQUE_ETAGS) || MemoryWriter.isKms(attributes);
      ETag etag = opaque ? Intake.opaque(state.number()) : intake.etag();
      state.add(
          key, MemoryWriter.make(state, intake.content(), etag, attributes, intake.checksum()));
      return object(key);
    });
  }

  /// Stores an object without metadata and without a request.
  public MemoryObject put(String key, String content) {
    return put(
        ObjectKey.of(key),
        ObjectAttributes.of(Metadata.NONE, Tags.NONE),
        Content.of(content.getBytes(StandardCharsets.UTF_8)));
  }

  /// Moves an object into the archive, or back, without a request.
  public void archive(ObjectKey key, StorageFacts.Archive archive) {
    direct(state -> {
      state.replaceNewest(key, object(key).withArchive(archive));
      return true;
    });
  }

  /// Changes the tags without a request.
  public void tag(ObjectKey key, Tags tags) {
    direct(state -> {
      state.replaceNewest(key, object(key).withTags(tags));
      return true;
    });
  }

  /// Removes the current version, and every other, without a request.
  public void remove(ObjectKey key) {
    direct(state -> state.versions.remove(key) != null);
  }

  /// Deletes without a request: a version bucket gets a delete marker.
  public void delete(ObjectKey key) {
    direct(state -> {
      state.delete(key);
      return true;
    });
  }

  /// Deletes the newest version, or delete marker, for good, without a request: what was before is
  /// current again (H8).
  public void removeNewest(ObjectKey key) {
    direct(state -> {
      state.removeNewest(key);
      return true;
    });
  }

  // What tests look at.

  public boolean isMissing() {
    return direct(state -> state.missing);
  }

  public boolean is(Quirk quirk) {
    return direct(state -> state.has(quirk));
  }

  /// The current version of a key that must be there.
  public MemoryObject object(ObjectKey key) {
    MemoryObject current = direct(state -> Optional.ofNullable(state.current(key))).orElse(null);
    if (current == null) {
      throw new IllegalArgumentException("no key " + key + " in " + address);
    }
    return current;
  }

  public boolean has(ObjectKey key) {
    return direct(state -> state.current(key) != null);
  }

  /// Every current object, in key order.
  public Map<ObjectKey, MemoryObject> objects() {
    return direct(state -> {
      Map<ObjectKey, MemoryObject> objects = new TreeMap<>();
      for (ObjectKey key : state.versions.keySet()) {
        MemoryObject current = state.current(key);
        if (current != null) {
          objects.put(key, current);
        }
      }
      return objects;
    });
  }

  /// All versions of a key, oldest first, delete markers included.
  public List<MemoryObject> versions(ObjectKey key) {
    return direct(state -> List.copyOf(state.versions.getOrDefault(key, List.of())));
  }

  /// Quirks that made a difference so far.
  public Set<Quirk> felt() {
    return direct(state -> Set.copyOf(state.felt));
  }

  public List<UploadId> openUploads() {
    return direct(state -> List.copyOf(state.uploads.keySet()));
  }

  /// Every request so far, in the order in which they came.
  public List<MemoryCall> calls() {
    return direct(_ -> List.copyOf(calls));
  }

  /// How many requests of a kind came.
  public long count(Operation operation) {
    return calls().stream().filter(call -> call.operation() == operation).count();
  }

  public void forgetCalls() {
    direct(_ -> {
      calls.clear();
      return true;
    });
  }

  private <T> T direct(Function<MemoryBucket, T> act) {
    synchronized (bucket) {
      return act.apply(bucket);
    }
  }

  // What the ports go through.

  String initiator() {
    return initiator;
  }

  InputStream body(MemoryCall call, InputStream body) {
    return interference.body(call, body);
  }

  /// One request: logged, interfered with, done under the lock.
  <T> T call(MemoryCall call, Function<MemoryBucket, T> act) {
    return call(call, act, Function.identity());
  }

  /// One request with something to do after the lock is given back.
  <S, T> T call(MemoryCall call, Function<MemoryBucket, S> act, Function<S, T> after) {
    Interference between = interference;
    synchronized (bucket) {
      calls.add(call);
    }
    between.before(call);
    if (call.changes() && between.defers(call, () -> done(between, call, direct(act)))) {
      return answer(Interference.lost(call));
    }
    S done = done(between, call, direct(act));
    return answer(between.after(call, after.apply(done)));
  }

  /// One request with a body.
  <T> T write(MemoryCall call, Body body, BiFunction<MemoryBucket, Intake, T> act) {
    Interference between = interference;
    synchronized (bucket) {
      calls.add(call);
    }
    between.before(call);
    if (direct(state -> state.missing)) {
      throw MemoryBucket.refused(404, "NoSuchBucket", "the bucket");
    }
    Intake intake = Intake.of(body, quirk -> direct(state -> state.has(quirk)));
    if (between.defers(
        call, () -> done(between, call, direct(state -> act.apply(state, intake))))) {
      return answer(Interference.lost(call));
    }
    T done = done(between, call, direct(state -> act.apply(state, intake)));
    return answer(between.after(call, done));
  }

  private static <T> T done(Interference between, MemoryCall call, T answer) {
    between.done(call, answer);
    return answer;
  }

  /// Interference gives back an answer of the kind it got.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> T answer(Object answer) {
    return (T) answer;
  }

  static void throwIfNoTags(MemoryBucket bucket) {
    if (bucket.has(Quirk.NO_TAGS)) {
      throw MemoryBucket.refused(501, "NotImplemented", "tagging");
    }
    if (bucket.has(Quirk.TAGS_FORBIDDEN)) {
      throw new StoreException(
          new Failure.WrongCredentials(
              "tagging is forbidden: 403 AccessDenied", 403, "AccessDenied"));
    }
  }
}
