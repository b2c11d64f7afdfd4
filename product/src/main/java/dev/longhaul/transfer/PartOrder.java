package dev.longhaul.transfer;

import dev.longhaul.object.ByteRange;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.UploadId;

/// One part of an open upload, with all that whoever carries it has to know.
///
/// @param intent how the upload is written down in the ledger
/// @param source the incarnation to read: all parts are of one and the same (H18)
/// @param number from 1
public record PartOrder(
    String intent,
    ObjectKey sourceKey,
    ObjectKey destinationKey,
    Incarnation source,
    UploadId upload,
    int number,
    ByteRange range,
    PartHashing hashing) {}
