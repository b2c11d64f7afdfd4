package dev.longhaul.simulation.whole;

import java.util.function.LongConsumer;

/// Plays seeds of the whole simulation, for whoever reaches it through another class loader.
public final class Player implements LongConsumer {
  /// One that tells nobody what happens.
  public Player() {}

  @Override
  public void accept(long seed) {
    Run.play(seed, new Met(), null);
  }
}
