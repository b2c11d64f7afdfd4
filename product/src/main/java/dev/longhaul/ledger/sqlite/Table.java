package dev.longhaul.ledger.sqlite;

import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.LedgerRow;
import dev.longhaul.ledger.LedgerRow.Value;
import dev.longhaul.object.ObjectKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table as it is exported and salvaged, in the order of its first column.
///
/// @param repeats whether several rows have the same first column
record Table(String name, boolean repeats, List<Column> columns) {
  /// Those of a route's file. How many hints wait is counted anew as they are added.
  private static final List<Table> ROUTE =
      List.of(
          table(
              "receipt",
              "key key",
              "text source_etag",
              "number source_size",
              "millis source_modified",
              "text destination_etag",
              "number destination_size",
              "millis destination_modified"),
          table(
              "upload",
              "number number",
              "text intent",
              "key key",
              "text source_etag",
              "number source_size",
              "time source_modified",
              "text source_version",
              "number part_size",
              "text attributes",
              "time begun",
              "text id"),
          new Table(
              "part",
              true,
              columns("text intent", "number number", "number size", "text etag", "number crc32c")),
          table("parked", "key key", "text reason", "text message", "text remedy", "time at"),
          table(
              "hint",
              "key key",
              "number generation",
              "cause cause",
              "millis at",
              "millis latest",
              "millis due",
              "number tries",
              "millis absent"),
          table("fact", "text name", "text value"),
          table(
              "audit",
              "text name",
              "text basis",
              "millis begun",
              "number source_keys",
              "number destination_keys",
              "number differences"),
          new Table(
              "audit_range",
              true,
              columns("text audit", "number number", "key after", "key until")),
          new Table("audit_absent", true, columns("key key", "text audit")));

  private static final List<Table> MESSAGES =
      List.of(
          table(
              "message",
              "number number",
              "text intake",
              "text id",
              "text why",
              "text text",
              "millis at"));

  /// A column.
  record Column(Kind kind, String name) {
    /// As JSON names it: `source_etag` is `sourceEtag`.
    String field() {
      StringBuilder field = new StringBuilder();
      for (int index = 0; index < name.length(); index++) {
        boolean joint = index > 0 && name.charAt(index - 1) == '_';
        char letter = name.charAt(index);
        if (letter != '_') {
          field.append(joint ? Character.toUpperCase(letter) : letter);
        }
      }
      return field.toString();
    }
  }

  /// What a column means.
  enum Kind {
    KEY,
    TEXT,
    NUMBER,
    /// Since the epoch.
    MILLIS,
    /// As ISO 8601 has it.
    TIME,
    CAUSE
  }

  /// All tables of a kind of file.
  static List<Table> of(Schema schema) {
    return schema.equals(Schema.MESSAGES) ? MESSAGES : ROUTE;
  }

  private static Table table(String name, String... columns) {
    return new Table(name, false, columns(columns));
  }

  private static List<Column> columns(String... columns) {
    List<Column> all = new ArrayList<>();
    for (String column : columns) {
      int space = column.indexOf(' ');
      Kind kind = Kind.valueOf(column.substring(0, space).toUpperCase(java.util.Locale.ROOT));
      all.add(new Column(kind, column.substring(space + 1)));
    }
    return List.copyOf(all);
  }

  /// Whether half of it is worse than nothing: an audit that lost some of the ranges it has left
  /// would end without them.
  boolean isAllOrNothing() {
    return name.startsWith("audit");
  }

  /// The column that orders the rows.
  String first() {
    return columns.getFirst().name();
  }

  /// All columns, for a query.
  String names() {
    return String.join(", ", columns.stream().map(Column::name).toList());
  }

  /// A statement that adds a row that is not there yet.
  String insertion() {
    String marks = String.join(",", columns.stream().map(_ -> "?").toList());
    return "INSERT OR IGNORE INTO " + name + "(" + names() + ") VALUES(" + marks + ")";
  }

  /// The current row of a query for `names`.
  ///
  /// @throws IllegalArgumentException when it holds what we never wrote
  LedgerRow row(ResultSet row) throws SQLException {
    List<LedgerRow.Field> fields = new ArrayList<>();
    for (int index = 0; index < columns.size(); index++) {
      Column column = columns.get(index);
      fields.add(new LedgerRow.Field(column.field(), value(column.kind(), row, index + 1)));
    }
    return new LedgerRow(name, fields);
  }

  private static @Nullable Value value(Kind kind, ResultSet row, int index) throws SQLException {
    if (row.getObject(index) == null) {
      return null;
    }
    return switch (kind) {
      case KEY -> new Value.Key(ObjectKey.ofBytes(row.getBytes(index)));
      case TEXT -> new Value.Text(row.getString(index));
      case NUMBER -> new Value.Whole(row.getLong(index));
      case MILLIS -> new Value.Time(Instant.ofEpochMilli(row.getLong(index)));
      case TIME -> new Value.Time(time(row.getString(index)));
      case CAUSE -> new Value.Text(Hint.Cause.valueOf(row.getString(index)).name());
    };
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (java.time.format.DateTimeParseException never) {
      throw new IllegalArgumentException(never);
    }
  }
}
