package dev.longhaul.store;

import dev.longhaul.object.ObjectKey;
import java.time.Instant;

/// A multipart upload that a store lists as open.
///
/// @param initiator the store's id of who began it, empty when it names none
public record OpenUpload(ObjectKey key, UploadId id, Instant initiated, String initiator) {}
