/// Services of AWS on this machine, as far as the original procedure needs them: for the demo and
/// for tests. They are no part of the product, and not in its jar.
@NullMarked
package dev.longhaul.rehearsal;

import org.jspecify.annotations.NullMarked;
