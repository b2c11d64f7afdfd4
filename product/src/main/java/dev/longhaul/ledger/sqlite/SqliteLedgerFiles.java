package dev.longhaul.ledger.sqlite;

import dev.longhaul.ledger.LedgerException;
import dev.longhaul.ledger.LedgerFiles;
import dev.longhaul.ledger.LedgerRow;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Care for ledgers that are SQLite files. Reads them as they are: not even what was written ahead
/// is moved into its place.
public final class SqliteLedgerFiles implements LedgerFiles {
  private static final int MOST_DAMAGE = 20;

  @Override
  public List<Path> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.sqlite")) {
      files.forEach(found::add);
    } catch (IOException failed) {
      throw new LedgerException("the folder " + folder + " cannot be read: " + failed, failed);
    }
    found.sort(null);
    return found;
  }

  @Override
  public Examination examine(Path file) {
    return reading(file, damaged -> examination(file, damaged));
  }

  private static Examination examination(Path file, DamagedFile damaged) throws SQLException {
    List<String> damage = damage(damaged.connection());
    if (damaged.isLost() && damage.isEmpty()) {
      damage.add(Faults.STUMP);
    }
    List<Count> counts = new ArrayList<>();
    for (Table table : damaged.tables()) {
      try {
        long rows = export(damaged.connection(), table, _ -> {});
        counts.add(new Count(table.name(), rows));
      } catch (SQLException failed) {
        if (!DamagedFile.isDamage(failed)) {
          throw failed;
        }
        counts.add(new Count(table.name(), null));
        damage.add(String.valueOf(failed.getMessage()));
      }
    }
    return new Examination(file, damaged.version(), damage, counts);
  }

  private static List<String> damage(Connection connection) throws SQLException {
    List<String> damage = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA integrity_check(" + MOST_DAMAGE + ")")) {
      while (rows.next()) {
        damage.add(rows.getString(1).replace('\n', ' '));
      }
    } catch (SQLException failed) {
      if (!DamagedFile.isDamage(failed)) {
        throw failed;
      }
      damage.add(String.valueOf(failed.getMessage()));
    }
    damage.remove("ok");
    return damage;
  }

  @Override
  public void export(Path file, Consumer<LedgerRow> rows) {
    reading(
        file,
        damaged -> {
          if (damaged.isLost()) {
            throw new Faults(file).damaged(Faults.STUMP, null);
          }
          for (Table table : damaged.tables()) {
            export(damaged.connection(), table, rows);
          }
          return true;
        });
  }

  private static long export(Connection connection, Table table, Consumer<LedgerRow> rows)
      throws SQLException {
    long exported = 0;
    String query =
        "SELECT " + table.names() + " FROM " + table.name() + " ORDER BY " + table.first();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      while (found.next()) {
        rows.accept(row(table, found));
        exported++;
      }
      return exported;
    }
  }

  private static LedgerRow row(Table table, ResultSet found) throws SQLException {
    try {
      return table.row(found);
    } catch (IllegalArgumentException never) {
      throw new SQLiteException(
          "a row of " + table.name() + " holds nonsense: " + never.getMessage(),
          SQLiteErrorCode.SQLITE_CORRUPT);
    }
  }

  @Override
  public Salvage rebuild(Path file, Instant now) {
    return reading(
        file,
        damaged ->
            examination(file, damaged).isSound()
                ? new Salvage(file, null, List.of())
                : Rebuilding.rebuild(damaged, now));
  }

  /// What is done with a file.
  @FunctionalInterface
  private interface Reading<T> {
    T of(DamagedFile damaged) throws SQLException, IOException;
  }

  private static <T> T reading(Path file, Reading<T> reading) {
    if (!Files.isRegularFile(file)) {
      throw new LedgerException("there is no ledger " + file, null);
    }
    try (Ownership _ = Ownership.take(file);
        DamagedFile damaged = DamagedFile.open(file)) {
      return reading.of(damaged);
    } catch (SQLException failed) {
      throw new Faults(file).of(failed);
    } catch (IOException failed) {
      throw new LedgerException("the ledger " + file + " cannot be used: " + failed, failed);
    }
  }
}
