package dev.longhaul.cli;

import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.Messages;
import dev.longhaul.store.probe.CapabilityCache;
import java.nio.file.Path;

/// Opens what is kept from one run to the next. Which adapter keeps it is chosen in
/// [dev.longhaul.Wiring].
public interface States {
  /// The ledger of a pair of locations in this folder; its file is made when there is something to
  /// write.
  ///
  /// @param source what names the source fully: endpoint, bucket and prefix
  Ledger ledger(Path folder, String source, String destination);

  /// A ledger that is gone when it is closed.
  Ledger forgetful();

  /// Messages of intakes that nobody understood, kept in this folder; its file is made when there
  /// is one.
  Messages messages(Path folder);

  /// What was found out about stores, kept in this folder.
  CapabilityCache capabilities(Path folder);
}
