package dev.longhaul.store.memory;

import dev.longhaul.object.ByteRange;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.StorageFacts;
import dev.longhaul.object.Tags;
import dev.longhaul.store.BodyInput;
import dev.longhaul.store.BodyReader;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ObjectReader;
import dev.longhaul.store.Operation;
import dev.longhaul.store.PartFacts;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.Reading;
import dev.longhaul.store.StoreException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads from a store in memory.
final class MemoryReader implements ObjectReader {
  private final InMemoryStore store;

  MemoryReader(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public Lookup head(ObjectKey key) {
    return store.call(
        new MemoryCall(Operation.HEAD, key, 0),
        bucket -> {
          MemoryObject newest = bucket.missing ? null : bucket.newest(bucket.admitted(key));
          if (newest == null || newest.deleteMarker()) {
            return new Lookup.NotFound(newest != null);
          }
          return new Lookup.Found(state(bucket, newest));
        });
  }

  private static ObjectState state(MemoryBucket bucket, MemoryObject object) {
    return object.state(!bucket.has(Quirk.NO_TAG_COUNT) && !bucket.has(Quirk.TAGS_FORBIDDEN));
  }

  @Override
  public Optional<PartFacts> part(ObjectKey key, Incarnation pin, int partNumber) {
    return store.call(
        new MemoryCall(Operation.HEAD, key, partNumber),
        bucket -> {
          MemoryObject object = pinned(bucket, key, pin);
          if (object == null
              || bucket.has(Quirk.NO_PART_FACTS)
              || partNumber > object.partSizes().size()) {
            return Optional.empty();
          }
          long size = object.partSizes().get(partNumber - 1);
          return Optional.of(new PartFacts(object.partSizes().size(), size));
        });
  }

  /// The version that the pin names; `null` when it is there no more.
  private static @Nullable MemoryObject pinned(
      MemoryBucket bucket, ObjectKey key, @Nullable Incarnation pin) {
    if (bucket.missing) {
      return null;
    }
    ObjectKey admitted = bucket.admitted(key);
    if (pin == null) {
      return bucket.current(admitted);
    }
    String versionId = pin.versionId();
    MemoryObject object =
        versionId == null ? bucket.current(admitted) : bucket.version(admitted, versionId);
    return object != null && object.incarnation().equals(pin) ? object : null;
  }

  @Override
  public <T> Reading<T> read(ObjectKey key, ReadRequest request, BodyReader<T> reader) {
    MemoryCall call = new MemoryCall(Operation.GET, key, 0);
    return store.call(
        call, bucket -> locate(bucket, key, request), found -> read(call, found, request, reader));
  }

  /// What a GET found before its body is read.
  private record Located(
      @Nullable MemoryObject object, @Nullable ObjectState state, boolean exists) {}

  private static Located locate(MemoryBucket bucket, ObjectKey key, ReadRequest request) {
    MemoryObject object = pinned(bucket, key, request.pin());
    if (object == null) {
      boolean exists = !bucket.missing && bucket.current(bucket.admitted(key)) != null;
      return new Located(null, null, exists);
    }
    if (object.archive() != StorageFacts.Archive.READABLE) {
      throw MemoryBucket.refused(403, "InvalidObjectState", "reading " + key);
    }
    return new Located(object, state(bucket, object), true);
  }

  private <T> Reading<T> read(
      MemoryCall call, Located found, ReadRequest request, BodyReader<T> reader) {
    MemoryObject object = found.object();
    ObjectState state = found.state();
    if (object == null || state == null) {
      return found.exists() ? new Reading.Changed<>() : new Reading.Missing<>();
    }
    ByteRange range = request.range();
    long first = range == null ? 0 : range.first();
    long length = range == null ? object.content().size() : range.length();
    try (BodyInput body =
        BodyInput.of(
            new ExactStream(store.body(call, object.content().open(first, length)), length))) {
      return new Reading.Complete<>(reader.read(state, length, body));
    } catch (IOException cut) {
      throw new StoreException(new Failure.Transient("the body of " + call + " was cut off"), cut);
    }
  }

  @Override
  public Tags tags(ObjectKey key, @Nullable String versionId) {
    return store.call(
        new MemoryCall(Operation.GET_TAGS, key, 0),
        bucket -> {
          bucket.throwIfMissing();
          InMemoryStore.throwIfNoTags(bucket);
          ObjectKey admitted = bucket.admitted(key);
          MemoryObject object =
              versionId == null ? bucket.current(admitted) : bucket.version(admitted, versionId);
          return object == null ? Tags.NONE : object.attributes().tags();
        });
  }
}
