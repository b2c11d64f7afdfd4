package dev.longhaul.transfer;

import dev.longhaul.ledger.PartRecord;
import dev.longhaul.store.UploadedPart;

/// A part as the destination holds it and as it left us.
///
/// @param proved whether the store is known to hold the bytes that left
record SentPart(UploadedPart stored, int crc32c, boolean proved) {
  /// What is written down of it.
  PartRecord record() {
    return new PartRecord(stored.number(), stored.size(), stored.etag(), crc32c);
  }
}
