package dev.longhaul.ledger;

import dev.longhaul.object.ETag;

/// A part that the store confirmed, with what we hashed while sending it.
///
/// @param crc32c of the part's bytes, as they left us
public record PartRecord(int number, long size, ETag etag, int crc32c) {}
