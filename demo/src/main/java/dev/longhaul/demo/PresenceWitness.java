package dev.longhaul.demo;

/// Is told when keys of a source go and come, by whoever makes them do so. Thread-safe.
public interface PresenceWitness {
  /// Looks on and remembers nothing.
  PresenceWitness NONE =
      new PresenceWitness() {
        @Override
        public void goes(String key) {}

        @Override
        public void isThere(String key) {}
      };

  /// The key is about to be deleted: from now on it may be absent.
  void goes(String key);

  /// The key was written: from now on it is present.
  void isThere(String key);
}
