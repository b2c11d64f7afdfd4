package dev.longhaul.ledger.sqlite;

import dev.longhaul.ledger.LedgerFiles.Saved;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Copies what can still be read of a table into another file. A table is read from both ends up to
/// the damage, then the gap between is halved again and again, each half read in the same way.
final class Salvaging {
  /// Gaps that are looked into at most, for each table.
  private static final int MOST_GAPS = 4_000;

  private final Connection from;
  private final Connection into;

  Salvaging(Connection from, Connection into) {
    this.from = from;
    this.into = into;
  }

  /// How far a gap was read.
  ///
  /// @param last the last position read, `null` when there was none
  private record Read(long saved, @Nullable Object last, boolean whole, boolean ended) {}

  /// Copies a table; what it cannot read is lost.
  ///
  /// @throws SQLException when the other file cannot be written
  Saved copy(Table table) throws SQLException {
    long saved = 0;
    boolean whole = true;
    Deque<Gap> gaps = new ArrayDeque<>(List.of(new Gap(null, null)));
    for (int looked = 0; looked < MOST_GAPS && !gaps.isEmpty(); looked++) {
      Gap gap = gaps.remove();
      Read upwards = read(table, gap, false);
      saved += upwards.saved();
      whole &= upwards.whole();
      if (!upwards.ended()) {
        Object low = upwards.last() == null ? gap.low() : upwards.last();
        Read downwards = read(table, new Gap(low, gap.high()), true);
        saved += downwards.saved();
        whole = false;
        if (!downwards.ended()) {
          Object high = downwards.last() == null ? gap.high() : downwards.last();
          new Gap(low, high).halves(table).forEach(gaps::add);
        }
      }
    }
    return new Saved(table.name(), saved, whole);
  }

  private Read read(Table table, Gap gap, boolean downwards) throws SQLException {
    long saved = 0;
    boolean whole = true;
    Object last = null;
    try (PreparedStatement insertion = into.prepareStatement(table.insertion())) {
      Rows rows = new Rows(table, gap, downwards);
      try (rows) {
        while (rows.next()) {
          Object[] row = rows.row();
          if (row == null) {
            whole = false;
            continue;
          }
          last = row[0];
          for (int index = 0; index < row.length; index++) {
            insertion.setObject(index + 1, row[index]);
          }
          saved += insertion.executeUpdate();
        }
      }
      return new Read(saved, last, whole, !rows.isBroken());
    }
  }

  /// Rows up to the first that cannot be read.
  private final class Rows implements AutoCloseable {
    private final Table table;
    private final boolean downwards;
    private @Nullable PreparedStatement query;
    private @Nullable ResultSet rows;
    private @Nullable Object last;
    private boolean broken;

    Rows(Table table, Gap gap, boolean downwards) {
      this.table = table;
      this.downwards = downwards;
      try {
        query = prepared(table, gap, downwards);
        rows = query.executeQuery();
      } catch (SQLException damaged) {
        broken = true;
      }
    }

    boolean next() {
      try {
        if (broken || rows == null || !rows.next()) {
          return false;
        }
        Object position = rows.getObject(1);
        broken = position == null || !isBeyond(position);
        last = position;
        return !broken;
      } catch (SQLException damaged) {
        broken = true;
        return false;
      }
    }

    /// A damaged tree may lead in circles.
    private boolean isBeyond(Object position) {
      if (last == null) {
        return true;
      }
      int order = compare(position, last);
      return (table.repeats() && order == 0) || (downwards ? order < 0 : order > 0);
    }

    /// The values of the row, `null` when it holds what we never wrote.
    Object @Nullable [] row() {
      try {
        if (rows == null) {
          return null;
        }
        table.row(rows);
        Object[] values = new Object[rows.getMetaData().getColumnCount()];
        for (int index = 0; index < values.length; index++) {
          values[index] = rows.getObject(index + 1);
        }
        return values;
      } catch (IllegalArgumentException | SQLException damaged) {
        return null;
      }
    }

    boolean isBroken() {
      return broken;
    }

    @Override
    public void close() throws SQLException {
      if (query != null) {
        query.close();
      }
    }
  }

  private PreparedStatement prepared(Table table, Gap gap, boolean downwards) throws SQLException {
    List<Object> bounds = new ArrayList<>();
    List<String> conditions = new ArrayList<>();
    if (gap.low() != null) {
      conditions.add(table.first() + " > ?");
      bounds.add(gap.low());
    }
    if (gap.high() != null) {
      conditions.add(table.first() + " < ?");
      bounds.add(gap.high());
    }
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    PreparedStatement query =
        from.prepareStatement(
            "SELECT "
                + table.names()
                + " FROM "
                + table.name()
                + where
                + " ORDER BY "
                + table.first()
                + (downwards ? " DESC" : ""));
    for (int index = 0; index < bounds.size(); index++) {
      query.setObject(index + 1, bounds.get(index));
    }
    return query;
  }

  private static int compare(Object one, Object other) {
    return one instanceof Number number && other instanceof Number than
        ? Long.compare(number.longValue(), than.longValue())
        : Arrays.compareUnsigned(bytes(one), bytes(other));
  }

  private static byte[] bytes(Object position) {
    return position instanceof byte[] bytes
        ? bytes
        : position.toString().getBytes(StandardCharsets.UTF_8);
  }
}
