/// Keeping routes equal continuously: hints that wait in the ledger are worked on until they are
/// proved, audits find what no event told, trouble with a store pauses a route and nothing else.
///
/// Runs on the ports of `effect` alone, so that it also runs in the simulation.
@NullMarked
package dev.longhaul.replicate;

import org.jspecify.annotations.NullMarked;
