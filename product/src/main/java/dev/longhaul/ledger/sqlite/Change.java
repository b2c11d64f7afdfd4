package dev.longhaul.ledger.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/// One statement that changes the ledger.
///
/// @param sql the statement; equal ones are prepared once
/// @param binding sets its parameters
record Change(String sql, Binding binding) {
  /// Sets the parameters of a statement.
  @FunctionalInterface
  interface Binding {
    void bind(PreparedStatement statement) throws SQLException;
  }
}
