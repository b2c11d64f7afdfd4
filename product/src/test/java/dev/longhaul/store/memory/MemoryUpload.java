package dev.longhaul.store.memory;

import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.UploadedPart;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An open multipart upload.
///
/// @param initiator who began it, as listings name it
record MemoryUpload(
    ObjectKey key,
    ObjectAttributes attributes,
    @Nullable ChecksumAlgorithm algorithm,
    Instant initiated,
    String initiator,
    NavigableMap<Integer, Part> parts) {
  MemoryUpload(
      ObjectKey key,
      ObjectAttributes attributes,
      @Nullable ChecksumAlgorithm algorithm,
      Instant initiated,
      String initiator) {
    this(key, attributes, algorithm, initiated, initiator, new TreeMap<>());
  }

  /// A stored part.
  record Part(UploadedPart facts, Content content) {}
}
