package dev.longhaul.route;

import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ObjectKey;
import java.util.Optional;

/// Which destination key a source key has: one prefix exchanged for another, byte for byte.
public record KeyMapping(KeyPrefix source, KeyPrefix destination) {
  /// The destination's key; empty when it would be no key (0 or more than 1,024 bytes, H52).
  public Optional<ObjectKey> toDestination(ObjectKey sourceKey) {
    return source.exchange(sourceKey, destination);
  }

  /// The source's key; empty when it would be no key.
  public Optional<ObjectKey> toSource(ObjectKey destinationKey) {
    return destination.exchange(destinationKey, source);
  }
}
