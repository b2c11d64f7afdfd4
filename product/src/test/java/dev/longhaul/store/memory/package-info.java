/// A store in memory, for tests: all ports over one bucket, deterministic, with the quirks of real
/// stores to switch on and a place to interfere with each request.
@NullMarked
package dev.longhaul.store.memory;

import org.jspecify.annotations.NullMarked;
