package dev.longhaul.ledger.sqlite;

import dev.longhaul.ledger.LedgerException;
import dev.longhaul.ledger.LedgerFiles;
import dev.longhaul.ledger.LedgerFiles.Salvage;
import dev.longhaul.ledger.LedgerFiles.Saved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;

/// Puts a fresh file in the place of a damaged one.
final class Rebuilding {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private Rebuilding() {}

  /// The fresh file is whole before the damaged one is touched: a kill in between leaves one of
  /// them, or none, in its place, and the next run begins with an audit in each case.
  static Salvage rebuild(DamagedFile damaged, Instant now) throws SQLException, IOException {
    Path file = damaged.path();
    Path fresh = beside(file, ".rebuilt");
    Path aside = beside(file, ".damaged-" + DATE.format(now));
    if (Files.exists(aside)) {
      throw new LedgerException(aside + " is there already; try again in a second", null);
    }
    Files.deleteIfExists(fresh);
    List<Saved> saved = saved(damaged, fresh, now);
    move(file, aside, "-wal");
    Files.deleteIfExists(beside(file, "-shm"));
    move(file, aside, "");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    return new Salvage(file, aside, saved);
  }

  private static void move(Path file, Path aside, String suffix) throws IOException {
    Path from = beside(file, suffix);
    if (Files.exists(from)) {
      Files.move(from, beside(aside, suffix), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private static List<Saved> saved(DamagedFile damaged, Path fresh, Instant now)
      throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    try (Connection into = config.createConnection("jdbc:sqlite:" + fresh)) {
      damaged.schema().migrate(into);
      Salvaging salvaging = new Salvaging(damaged.connection(), into);
      List<Saved> saved = new ArrayList<>();
      // It lacks the newest tables, and lost none; an audit is begun anew.
      boolean isOlder = damaged.version() > 0 && damaged.version() < damaged.schema().version();
      for (Table table : Table.of(damaged.schema())) {
        saved.add(
            damaged.tables().contains(table) && !table.isAllOrNothing()
                ? salvaging.copy(table)
                : new Saved(table.name(), 0, isOlder || table.isAllOrNothing()));
      }
      if (damaged.schema().equals(Schema.ROUTE)) {
        wantAudit(into, now);
      }
      into.commit();
      return saved;
    }
  }

  private static void wantAudit(Connection into, Instant now) throws SQLException {
    try (PreparedStatement statement = into.prepareStatement(SqliteFacts.RECORD)) {
      statement.setString(1, LedgerFiles.AUDIT_WANTED);
      statement.setString(2, "the ledger was damaged and rebuilt at " + now);
      statement.executeUpdate();
    }
  }
}
