/// Deliberate bugs: each is planted into a class of the engine, and the simulation or the test of a
/// hazard must catch it. `docs/simulation.md` says how to add one.
@NullMarked
package dev.longhaul.simulation.mutant;

import org.jspecify.annotations.NullMarked;
