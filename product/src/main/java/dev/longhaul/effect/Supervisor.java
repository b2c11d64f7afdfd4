package dev.longhaul.effect;

import java.time.Duration;
import java.util.Optional;

/// Whoever started this process and looks after it. It may wait for what it is told, and starts the
/// process again when it hears nothing for too long. Calls return soon and never throw: work does
/// not end because nobody listens. Thread-safe.
public interface Supervisor {
  /// For a process that nobody looks after.
  Supervisor NONE =
      new Supervisor() {
        @Override
        public void ready() {}

        @Override
        public void reloading() {}

        @Override
        public void stopping() {}

        @Override
        public void alive(String status) {}

        @Override
        public Optional<Duration> pulse() {
          return Optional.empty();
        }
      };

  /// Everything is under way; also after `reloading`.
  void ready();

  /// The configuration is being read again, until `ready`.
  void reloading();

  /// It ends in order.
  void stopping();

  /// It works.
  ///
  /// @param status for people, in one line
  void alive(String status);

  /// How often `alive` is to be said; empty when nobody listens.
  Optional<Duration> pulse();
}
