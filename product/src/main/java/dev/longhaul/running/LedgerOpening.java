package dev.longhaul.running;

import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.Messages;
import java.nio.file.Path;

/// Opens what a process remembers. Throws `LedgerException` where another process owns the file, a
/// newer longhaul wrote it, or it is damaged.
public interface LedgerOpening {
  /// The ledger of a route in this folder.
  ///
  /// @param source what names the source for good: whoever names another one gets another ledger
  Ledger ledger(Path folder, String source, String destination);

  /// Messages of intakes that nobody understood.
  Messages messages(Path folder);
}
