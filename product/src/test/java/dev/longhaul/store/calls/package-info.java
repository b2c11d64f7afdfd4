/// Tests of the policies around calls to a store.
@NullMarked
package dev.longhaul.store.calls;

import org.jspecify.annotations.NullMarked;
