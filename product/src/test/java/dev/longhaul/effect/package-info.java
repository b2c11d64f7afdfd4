/// Contracts of the effect ports, for the real and the simulated ones alike.
@NullMarked
package dev.longhaul.effect;

import org.jspecify.annotations.NullMarked;
