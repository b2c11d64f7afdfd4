package dev.longhaul.store;

import dev.longhaul.object.ETag;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;

/// Changes objects of one bucket. Thread-safe; each call is one request, atomic at the store, never
/// repeated. Throws `StoreException` only when the store surely did nothing.
public interface ObjectWriter {
  /// Creates or replaces an object. `Written` only with a non-empty ETag in the answer (H31).
  WriteAnswer put(ObjectKey key, ObjectAttributes attributes, Body body, Precondition precondition);

  /// Gives an object other attributes by copying it onto itself (CopyObject with REPLACE), up to 5
  /// GB.
  ///
  /// @param expected the ETag the object must still have
  WriteAnswer replaceAttributes(ObjectKey key, ObjectAttributes attributes, ETag expected);

  /// Replaces the tags of the current version and nothing else. The answer's `Stored` carries the
  /// ETag given.
  ///
  /// @param expected named in the answer; tags know no precondition
  WriteAnswer putTags(ObjectKey key, Tags tags, ETag expected);

  /// Deletes the current version, or sets a delete marker on a versioned bucket (H43). The answer's
  /// ETag is that of the precondition, or `deleted` when there was none.
  WriteAnswer delete(ObjectKey key, Precondition precondition);
}
