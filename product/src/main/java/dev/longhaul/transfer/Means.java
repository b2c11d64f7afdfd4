package dev.longhaul.transfer;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Randomness;
import dev.longhaul.effect.Workers;
import dev.longhaul.ledger.Ledger;

/// What transfers work with: memory, memory of uploads, and effects.
///
/// @param streamsPerObject how many parts of one object are under way at once, at most
public record Means(
    BufferPool pool,
    Ledger.Uploads uploads,
    Clock clock,
    Randomness randomness,
    Workers workers,
    int streamsPerObject) {
  /// Enough to fill a long link with parts of 16 MiB out of the usual memory.
  public static final int USUAL_STREAMS = 16;

  public Means {
    if (streamsPerObject < 1) {
      throw new IllegalArgumentException("an object needs a stream, not " + streamsPerObject);
    }
  }
}
