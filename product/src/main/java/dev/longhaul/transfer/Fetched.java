package dev.longhaul.transfer;

import dev.longhaul.object.ObjectState;
import dev.longhaul.store.Body;

/// What reading a small object whole gave.
public sealed interface Fetched extends AutoCloseable {
  /// The object is held in memory; whoever has it gives the memory back by closing it.
  record Held(ObjectState state, HeldBody body) implements Fetched {
    @Override
    public void close() {
      body.close();
    }
  }

  /// It has more bytes than are held at once; none were read, but its state is known.
  record TooLarge(ObjectState state) implements Fetched {}

  /// The store says there is no such key; no proof of absence (H15).
  record Missing() implements Fetched {}

  /// It is not the incarnation asked for.
  record Changed() implements Fetched {}

  @Override
  default void close() {}

  /// Bytes in pooled memory with the digests that were made while they came in. Repeatable until
  /// closed; closing is idempotent.
  interface HeldBody extends Body, AutoCloseable {
    @Override
    void close();
  }
}
