package dev.longhaul.cli;

import dev.longhaul.object.KeyPrefix;
import java.util.Optional;

/// Whether a route would feed on what it writes (H14, decision 17).
final class Overlap {
  private Overlap() {}

  /// Why the two may not be the ends of one route; empty when nothing speaks against it.
  static Optional<String> find(Opened source, Opened destination) {
    boolean oneBucket = source.store().address().isSameBucketAs(destination.store().address());
    if (!oneBucket || !touch(source.prefix(), destination.prefix())) {
      return Optional.empty();
    }
    return Optional.of(
        source.location()
            + " and "
            + destination.location()
            + " are both in "
            + source.store().address()
            + ", and one lies in the other: a copy would be copied again; choose prefixes apart");
  }

  /// Whether one of the prefixes begins with the other.
  static boolean touch(KeyPrefix one, KeyPrefix other) {
    return one.covers(other) || other.covers(one);
  }
}
