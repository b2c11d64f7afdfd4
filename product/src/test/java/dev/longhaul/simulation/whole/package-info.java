/// The whole engine of a route in a deterministic simulation: real replication, reconciler,
/// transfer, scans and audits, fed by the real poller of a queue; and everything that can go wrong
/// around them. `docs/simulation.md` teaches it.
@NullMarked
package dev.longhaul.simulation.whole;

import org.jspecify.annotations.NullMarked;
