package dev.longhaul.transfer;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.ObjectState;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.Precondition;

/// One object to carry.
///
/// @param source the incarnation to read, and the state its metadata came with
/// @param attributes what the destination's object gets
/// @param precondition what must hold at the destination
public record CopyOrder(
    ObjectKey sourceKey,
    ObjectKey destinationKey,
    ObjectState source,
    ObjectAttributes attributes,
    Precondition precondition) {}
