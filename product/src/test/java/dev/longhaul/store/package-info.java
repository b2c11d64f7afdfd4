/// The contract of the store ports, for every implementation, and tests of what stands on them.
@NullMarked
package dev.longhaul.store;

import org.jspecify.annotations.NullMarked;
