/// The ports through which the engine reaches time, chance, threads and waiting.
///
/// Everything that makes a program differ from one run to the next passes one of these interfaces,
/// so that the whole engine also runs in a deterministic simulation. The real ones live in
/// `effect.system`; engine packages never name them.
@NullMarked
package dev.longhaul.effect;

import org.jspecify.annotations.NullMarked;
