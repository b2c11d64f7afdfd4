/// Hints: "this key of this route may have changed". Never an order (rule R1).
@NullMarked
package dev.longhaul.hint;

import org.jspecify.annotations.NullMarked;
