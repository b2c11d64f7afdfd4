/// Stores as the engine sees them: small ports to read, write, list and inspect one bucket, what a
/// store was proved to be able to do, and the three-valued observation of a key.
///
/// A port call either returns an expected result as a value or throws `StoreException` with a
/// `Failure`. Ports never retry, never wait and never interpret; decorators and the engine do.
@NullMarked
package dev.longhaul.store;

import org.jspecify.annotations.NullMarked;
