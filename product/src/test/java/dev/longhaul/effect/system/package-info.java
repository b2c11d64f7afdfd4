/// Tests of the real effects.
@NullMarked
package dev.longhaul.effect.system;

import org.jspecify.annotations.NullMarked;
