/// An S3 server of our own over real sockets, which does everything right until it is told to do
/// one thing wrong: what the adapter and the engine are held against.
@NullMarked
package dev.longhaul.store.fault;

import org.jspecify.annotations.NullMarked;
