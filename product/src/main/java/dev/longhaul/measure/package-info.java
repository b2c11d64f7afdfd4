/// Measuring the ways to two stores as they are now: how far they are, what one connection and many
/// move, how many small objects per second. Reads the source only; what is written to a destination
/// lies where the probe's canaries lie, and is removed.
@NullMarked
package dev.longhaul.measure;

import org.jspecify.annotations.NullMarked;
