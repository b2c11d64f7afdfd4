package dev.longhaul.cli;

import dev.longhaul.config.Configuration;
import dev.longhaul.config.IntakeEntry;
import dev.longhaul.config.StoreEntry;
import dev.longhaul.hint.IntakeFinding;
import java.util.List;

/// Reaches what a configuration names, to find out whether it answers. Writes nothing.
public interface Trials {
  /// Opens a store as a route of the configuration would. Throws what [Stores] throws.
  Opened store(StoreEntry store, Configuration whole);

  /// What there is to know about a queue. Throws `StoreException` when credentials cannot be had.
  List<IntakeFinding> queue(IntakeEntry.Queue queue, Configuration whole);
}
