/// Objects as values: keys, states, metadata, tags, ETags, checksums and byte ranges.
///
/// A value that exists is valid: constructors refuse everything else, so no later code checks
/// again. Nothing here does I/O, reads a clock or knows a store.
@NullMarked
package dev.longhaul.object;

import org.jspecify.annotations.NullMarked;
