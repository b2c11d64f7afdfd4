/// The real effects: the machine's clock, chance, virtual threads, and waiting on them.
///
/// The only package that starts threads, sleeps or blocks. Cancelling is interruption: whatever
/// waits here turns it into `Cancelled` and leaves the thread interrupted, so that the next wait of
/// the same work ends too.
@NullMarked
package dev.longhaul.effect.system;

import org.jspecify.annotations.NullMarked;
