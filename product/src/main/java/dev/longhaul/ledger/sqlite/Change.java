package dev.longhaul.ledger.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// One statement that changes the ledger.
///
/// @param sql the statement; equal ones are prepared once
/// @param binding sets its parameters
/// @param otherwise is made as well when this one changes no row
record Change(String sql, Binding binding, @Nullable Change otherwise) {
  Change(String sql, Binding binding) {
    this(sql, binding, null);
  }

  /// The same, and another one where this one changes nothing.
  Change orElse(Change other) {
    return new Change(sql, binding, other);
  }

  /// Sets the parameters of a statement.
  @FunctionalInterface
  interface Binding {
    void bind(PreparedStatement statement) throws SQLException;
  }
}
