package dev.longhaul.ledger.sqlite;

import dev.longhaul.ledger.HintsContract;
import dev.longhaul.ledger.Ledger;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteHintsTest extends HintsContract {
  @TempDir private Path folder;

  @Override
  protected Ledger open() {
    return SqliteLedger.open(folder.resolve("ledger.sqlite"));
  }
}
