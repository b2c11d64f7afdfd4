package dev.longhaul.running;

import dev.longhaul.config.Configuration;
import dev.longhaul.config.IntakeEntry;
import dev.longhaul.hint.DeadLetters;
import dev.longhaul.hint.Intake;
import dev.longhaul.hint.IntakeFinding;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Opens the ways in which events come in. Thread-safe.
@FunctionalInterface
public interface Intakes {
  /// Receives nothing yet. May be tried again.
  ///
  /// @param whole where the stores stand whose events come in
  /// @throws dev.longhaul.store.StoreException when credentials cannot be had
  Opened open(IntakeEntry entry, Configuration whole);

  /// An intake that is open.
  ///
  /// @param check finds out what is to be known before relying on it; may throw what the intake's
  ///   own store throws
  /// @param dead the messages that its queue put aside; empty where it puts none aside; may throw
  ///   what the queue throws
  /// @param release lets go of its connections, after it ran
  record Opened(
      Intake intake,
      Supplier<List<IntakeFinding>> check,
      Supplier<Optional<DeadLetters>> dead,
      Runnable release)
      implements AutoCloseable {
    @Override
    public void close() {
      release.run();
    }
  }
}
