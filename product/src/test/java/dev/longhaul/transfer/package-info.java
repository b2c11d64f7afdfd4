/// Transfers between stores in memory, through every way in which bytes can go wrong.
@NullMarked
package dev.longhaul.transfer;

import org.jspecify.annotations.NullMarked;
