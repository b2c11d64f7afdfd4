/// The whole engine in a deterministic simulation: real reconcilers and transfers, stores in
/// memory, and everything that can go wrong between them.
@NullMarked
package dev.longhaul.reconcile.simulated;

import org.jspecify.annotations.NullMarked;
