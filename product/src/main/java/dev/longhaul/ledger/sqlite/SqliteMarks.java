package dev.longhaul.ledger.sqlite;

import dev.longhaul.ledger.AuditMark;
import dev.longhaul.ledger.AuditMark.Stretch;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.object.ObjectKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How far audits are. Written lazily and in order, each mark with all its ranges at once.
final class SqliteMarks implements Ledger.Marks {
  private static final String AUDIT = "INSERT OR REPLACE INTO audit VALUES(?,?,?,?,?,?)";
  private static final String RANGE = "INSERT INTO audit_range VALUES(?,?,?,?)";
  private static final String ABSENT = "INSERT OR IGNORE INTO audit_absent VALUES(?,?)";
  private static final String FIND = "SELECT * FROM audit WHERE name = ?";
  private static final String RANGES =
      "SELECT after, until FROM audit_range WHERE audit = ? ORDER BY number";
  private static final String LIST =
      "SELECT key FROM audit_absent WHERE audit = ? AND key > ? ORDER BY key LIMIT ?";
  private static final String DROP_AUDIT = "DELETE FROM audit WHERE name = ?";
  private static final String DROP_RANGES = "DELETE FROM audit_range WHERE audit = ?";
  private static final String DROP_ABSENT = "DELETE FROM audit_absent WHERE audit = ?";

  private final Database database;

  SqliteMarks(Database database) {
    this.database = database;
  }

  @Override
  public Optional<AuditMark> find(String audit) {
    database.settle();
    List<Stretch> left =
        database.all(
            named(RANGES, audit), row -> new Stretch(key(row.getBytes(1)), key(row.getBytes(2))));
    return database.all(named(FIND, audit), row -> mark(row, left)).stream().findFirst();
  }

  private static AuditMark mark(ResultSet row, List<Stretch> left) throws SQLException {
    return new AuditMark(
        row.getString(1),
        row.getString(2),
        Instant.ofEpochMilli(row.getLong(3)),
        new AuditMark.Seen(row.getLong(4), row.getLong(5), row.getLong(6)),
        left);
  }

  private static @Nullable ObjectKey key(byte @Nullable [] bytes) {
    return bytes == null ? null : ObjectKey.ofBytes(bytes);
  }

  private static byte @Nullable [] bytes(@Nullable ObjectKey key) {
    return key == null ? null : key.toBytes();
  }

  private static Change named(String sql, String audit) {
    return new Change(sql, bind -> bind.setString(1, audit));
  }

  @Override
  public void record(AuditMark mark) {
    List<Change> changes = new ArrayList<>();
    changes.add(named(DROP_RANGES, mark.audit()));
    changes.add(
        new Change(
            AUDIT,
            bind -> {
              bind.setString(1, mark.audit());
              bind.setString(2, mark.basis());
              bind.setLong(3, mark.begun().toEpochMilli());
              bind.setLong(4, mark.seen().sourceKeys());
              bind.setLong(5, mark.seen().destinationKeys());
              bind.setLong(6, mark.seen().differences());
            }));
    for (int index = 0; index < mark.left().size(); index++) {
      int number = index;
      Stretch stretch = mark.left().get(index);
      changes.add(
          new Change(
              RANGE,
              bind -> {
                bind.setString(1, mark.audit());
                bind.setInt(2, number);
                bind.setBytes(3, bytes(stretch.after()));
                bind.setBytes(4, bytes(stretch.until()));
              }));
    }
    database.later(changes, () -> {});
  }

  @Override
  public void absent(String audit, ObjectKey key) {
    database.later(
        new Change(
            ABSENT,
            bind -> {
              bind.setBytes(1, key.toBytes());
              bind.setString(2, audit);
            }),
        () -> {});
  }

  @Override
  public List<ObjectKey> absent(String audit, @Nullable ObjectKey after, int most) {
    database.settle();
    return database.all(
        new Change(
            LIST,
            bind -> {
              bind.setString(1, audit);
              bind.setBytes(2, after == null ? new byte[0] : after.toBytes());
              bind.setInt(3, most);
            }),
        row -> ObjectKey.ofBytes(row.getBytes(1)));
  }

  @Override
  public void forget(String audit) {
    if (database.isThere()) {
      database.later(
          List.of(named(DROP_RANGES, audit), named(DROP_ABSENT, audit), named(DROP_AUDIT, audit)),
          () -> {});
    }
  }
}
