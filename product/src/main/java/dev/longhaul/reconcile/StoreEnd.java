package dev.longhaul.reconcile;

import dev.longhaul.store.Capabilities;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Observer;
import java.util.function.Supplier;

/// One end of a route as the reconciler uses it.
///
/// @param observer reads a key with the two proofs that absence needs (H15)
/// @param capabilities what the store was proved to do up to now; a probe may answer later
///   (decision 9)
public record StoreEnd(ObjectStore store, Observer observer, Supplier<Capabilities> capabilities) {}
