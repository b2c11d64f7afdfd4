package dev.longhaul.ledger.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Reads committed rows on a connection of its own, beside the writer.
final class Reads implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final LedgerFile file;
  private final Connection connection;

  Reads(LedgerFile file) throws SQLException {
    this.file = file;
    this.connection = file.connect();
  }

  /// Makes a value of the current row.
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// All rows of a query, in its order.
  <T> List<T> all(Change query, Row<T> row) {
    lock.lock();
    try {
      PreparedStatement statement = statement(query.sql());
      query.binding().bind(statement);
      List<T> values = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          values.add(row.read(rows));
        }
      }
      return values;
    } catch (SQLException failed) {
      throw file.failure(failed);
    } finally {
      lock.unlock();
    }
  }

  private PreparedStatement statement(String sql) throws SQLException {
    PreparedStatement known = statements.get(sql);
    if (known == null) {
      known = connection.prepareStatement(sql);
      statements.put(sql, known);
    }
    return known;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      connection.close();
    } catch (SQLException failed) {
      throw file.failure(failed);
    } finally {
      lock.unlock();
    }
  }
}
