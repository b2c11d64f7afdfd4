package dev.longhaul.ledger;

import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.UploadId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A multipart upload of ours, written down before it is opened (decision 5).
///
/// @param intent our own name for it, unique
/// @param key the destination's key
/// @param source the incarnation whose bytes it carries; it is completed for no other (H39)
/// @param partSize bytes of every part but the last; 0 when parts differ in size
/// @param attributes a digest of everything else it was opened with; it is resumed for nothing else
/// @param begun when the intent was written, by our clock
/// @param id the store's name, `null` while it is not known
public record UploadRecord(
    String intent,
    ObjectKey key,
    Incarnation source,
    long partSize,
    String attributes,
    Instant begun,
    @Nullable UploadId id) {}
