package dev.longhaul.ledger.sqlite;

import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.MarksContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteMarksTest extends MarksContract {
  @TempDir private Path folder;

  @Override
  protected Ledger open() {
    return SqliteLedger.open(folder.resolve("ledger.sqlite"));
  }
}
