package dev.longhaul.ledger;

import dev.longhaul.object.ObjectKey;
import java.time.Instant;

/// A key that cannot be made equal now: why, and what the operator can do.
///
/// @param key the source's key
/// @param reason a stable word such as `ARCHIVED`, for programs
public record ParkedKey(ObjectKey key, String reason, String message, String remedy, Instant at) {}
