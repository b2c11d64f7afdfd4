package dev.longhaul.effect.system;

import dev.longhaul.effect.Randomness;
import java.security.SecureRandom;

/// Chance from the operating system, good enough for identifiers that must not collide between
/// machines.
public final class SystemRandomness implements Randomness {
  private final SecureRandom random = new SecureRandom();

  @Override
  public long nextLong() {
    return random.nextLong();
  }
}
