package dev.longhaul.replicate;

import dev.longhaul.object.ObjectKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// One piece of work per key at a time, whoever asks for it: events, audits, people. So every
/// write's own answer is enough proof that nobody else wrote (decision 1). Thread-safe.
final class KeyTurns {
  private final Set<ObjectKey> busy = ConcurrentHashMap.newKeySet();

  /// Whether the caller may work on the key now; then it calls `end` when it is done.
  boolean begin(ObjectKey key) {
    return busy.add(key);
  }

  void end(ObjectKey key) {
    busy.remove(key);
  }
}
