package dev.longhaul.ledger.sqlite;

import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.ObjectKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parked keys.
final class SqliteParked implements Ledger.Parked {
  private static final String PARK = "INSERT OR REPLACE INTO parked VALUES(?,?,?,?,?)";
  private static final String RELEASE = "DELETE FROM parked WHERE key = ?";
  private static final String FIND = "SELECT 1 FROM parked WHERE key = ?";
  private static final String ALL = "SELECT * FROM parked ORDER BY key";
  private static final String LIST = "SELECT * FROM parked WHERE key > ? ORDER BY key LIMIT ?";
  private static final String COUNT = "SELECT count(*) FROM parked";

  private final Database database;
  private final Emptiness emptiness;

  SqliteParked(Database database) {
    this.database = database;
    this.emptiness = new Emptiness(database, "parked");
  }

  @Override
  public void park(ParkedKey parked) {
    Change change =
        new Change(
            PARK,
            statement -> {
              statement.setBytes(1, parked.key().toBytes());
              statement.setString(2, parked.reason());
              statement.setString(3, parked.message());
              statement.setString(4, parked.remedy());
              statement.setString(5, parked.at().toString());
            });
    emptiness.adding(() -> database.now(change));
  }

  @Override
  public void release(ObjectKey key) {
    // Asked of every key that became equal, and nearly never of a parked one.
    boolean parked =
        !database
            .all(new Change(FIND, statement -> statement.setBytes(1, key.toBytes())), row -> true)
            .isEmpty();
    if (parked) {
      database.now(new Change(RELEASE, statement -> statement.setBytes(1, key.toBytes())));
    }
  }

  @Override
  public List<ParkedKey> all() {
    return database.all(new Change(ALL, statement -> {}), SqliteParked::key);
  }

  @Override
  public List<ParkedKey> list(@Nullable ObjectKey after, int most) {
    return database.all(
        new Change(
            LIST,
            bind -> {
              bind.setBytes(1, after == null ? new byte[0] : after.toBytes());
              bind.setInt(2, most);
            }),
        SqliteParked::key);
  }

  @Override
  public long count() {
    return database.all(new Change(COUNT, _ -> {}), row -> row.getLong(1)).stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  @Override
  public boolean isEmpty() {
    return emptiness.holds();
  }

  private static ParkedKey key(ResultSet row) throws SQLException {
    return new ParkedKey(
        ObjectKey.ofBytes(row.getBytes(1)),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        Instant.parse(row.getString(5)));
  }
}
