package dev.longhaul.ledger.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteException;

/// A file that may be damaged, open for reading what can be read.
///
/// @param isLost whether nothing of it can be read
/// @param version of its tables, 0 when that cannot be read
/// @param tables those that it has
record DamagedFile(
    Path path,
    Connection connection,
    Schema schema,
    boolean isLost,
    int version,
    List<Table> tables)
    implements AutoCloseable {

  /// @throws dev.longhaul.ledger.LedgerException when it is no ledger, or one of a newer longhaul
  static DamagedFile open(Path path) throws SQLException, IOException {
    boolean isStump = new Faults(path).isStump();
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    Connection connection = config.createConnection("jdbc:sqlite:" + path);
    try {
      // Else a file that is shorter than it says is not read at all.
      execute(connection, "PRAGMA writable_schema = ON");
      execute(connection, "PRAGMA cell_size_check = ON");
      return opened(path, connection, isStump);
    } catch (SQLException | RuntimeException failed) {
      connection.close();
      throw failed;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static DamagedFile opened(Path path, Connection connection, boolean isStump)
      throws SQLException {
    Schema schema = Schema.MESSAGES.isIn(path) ? Schema.MESSAGES : Schema.ROUTE;
    try {
      int application = Schema.number(connection, "PRAGMA application_id");
      schema = application == Schema.MESSAGES.application() ? Schema.MESSAGES : Schema.ROUTE;
      switch (schema.kind(connection)) {
        case NEWER -> throw new Faults(path).newer();
        case FOREIGN -> throw new Faults(path).foreign();
        case EMPTY, OLDER, CURRENT -> {}
      }
      int version = Schema.number(connection, "PRAGMA user_version");
      return new DamagedFile(
          path, connection, schema, isStump, version, tables(connection, schema));
    } catch (SQLException failed) {
      if (!isDamage(failed)) {
        throw failed;
      }
      return new DamagedFile(path, connection, schema, true, 0, List.of());
    }
  }

  private static List<Table> tables(Connection connection, Schema schema) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return Table.of(schema).stream().filter(table -> names.contains(table.name())).toList();
  }

  /// Whether it says that the file does not hold together.
  static boolean isDamage(SQLException failed) {
    return failed instanceof SQLiteException known
        && switch (known.getResultCode().code & 0xFF) {
          // A malformed schema is reported as an error of the statement.
          case 1, 11, 26 -> true;
          default -> false;
        };
  }

  @Override
  public void close() throws SQLException, IOException {
    connection.close();
    Path ahead = path.resolveSibling(path.getFileName() + "-wal");
    if (Files.exists(ahead) && Files.size(ahead) == 0) {
      // Made by reading.
      Files.delete(ahead);
      Files.deleteIfExists(path.resolveSibling(path.getFileName() + "-shm"));
    }
  }
}
