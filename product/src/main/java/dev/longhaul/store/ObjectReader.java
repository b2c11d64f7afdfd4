package dev.longhaul.store;

import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads objects of one bucket. Thread-safe, changes nothing, never retries.
///
/// Every method throws `StoreException` when the store gave no answer.
public interface ObjectReader {
  /// Asks for the state of the current version of a key, stored checksums included.
  Lookup head(ObjectKey key);

  /// Asks for the facts of one part of a pinned object, by `HEAD ?partNumber=`. Empty when the
  /// store does not say, the object has no parts, or it changed.
  Optional<PartFacts> part(ObjectKey key, Incarnation pin, int partNumber);

  /// Reads bytes. A pinned read sends `If-Match` (and the version id where reading versions is
  /// permitted) and checks status, Content-Range, ETag, Last-Modified, version id and byte count of
  /// the answer; whatever deviates is `Changed`, never silently another object's bytes (H18). A
  /// store that sends the whole object where a range was asked for is refused as such. `Missing` is
  /// only what names the key itself as missing, not any 404 (H15). An answer without a length is a
  /// transient failure (H32). The reader is called at most once per request: a decorator that tries
  /// again calls it again, from the first byte on, so it keeps what it makes of the bytes to itself
  /// until it returns. It calls no store.
  <T> Reading<T> read(ObjectKey key, ReadRequest request, BodyReader<T> reader);

  /// Reads the tags of a key, of this version where one is named.
  ///
  /// A key that is gone gives no tags: the caller reads tags only beside a pinned read.
  Tags tags(ObjectKey key, @Nullable String versionId);
}
