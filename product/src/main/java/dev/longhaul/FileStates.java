package dev.longhaul;

import dev.longhaul.cli.States;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.Messages;
import dev.longhaul.ledger.sqlite.SqliteLedger;
import dev.longhaul.ledger.sqlite.SqliteMessages;
import dev.longhaul.store.probe.CapabilityCache;
import dev.longhaul.store.probe.file.CapabilityFile;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// State in files: a SQLite file for each pair of locations, one of JSON for what was proved.
final class FileStates implements States {
  private final Path temporary;
  private final AtomicInteger forgotten = new AtomicInteger();

  /// @param temporary a folder of this process alone
  FileStates(Path temporary) {
    this.temporary = temporary;
  }

  @Override
  public Ledger ledger(Path folder, String source, String destination) {
    return SqliteLedger.open(SqliteLedger.fileFor(folder, source, destination));
  }

  @Override
  public Ledger forgetful() {
    // One process may forget several pairs, each for itself.
    return SqliteLedger.open(
        temporary.resolve("ledger-" + forgotten.incrementAndGet() + ".sqlite"));
  }

  @Override
  public Messages messages(Path folder) {
    return SqliteMessages.open(folder.resolve(SqliteMessages.NAME));
  }

  @Override
  public CapabilityCache capabilities(Path folder) {
    return new CapabilityFile(folder.resolve("capabilities.json"));
  }
}
