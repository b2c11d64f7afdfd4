/// Hints: "this key of this route may have changed", and the ports of the intakes that bring them.
/// Never an order (rule R1).
@NullMarked
package dev.longhaul.hint;

import org.jspecify.annotations.NullMarked;
