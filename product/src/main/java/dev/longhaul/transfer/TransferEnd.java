package dev.longhaul.transfer;

import dev.longhaul.store.Capabilities;
import dev.longhaul.store.ObjectStore;
import java.util.function.Supplier;

/// One side of a transfer.
///
/// @param capabilities what the store was proved to do; asked anew for every object, since a probe
///   may end while objects are moving
public record TransferEnd(
    ObjectStore store, Supplier<Capabilities> capabilities, StoreLimits limits) {}
