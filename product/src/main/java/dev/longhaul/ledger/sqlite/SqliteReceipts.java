package dev.longhaul.ledger.sqlite;

import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.Receipt;
import dev.longhaul.object.ETag;
import dev.longhaul.object.ObjectKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Receipts, written lazily and read at once: what is not on disk yet is remembered here.
final class SqliteReceipts implements Ledger.Receipts {
  private static final String RECORD = "INSERT OR REPLACE INTO receipt VALUES(?,?,?,?,?,?,?)";
  private static final String FORGET = "DELETE FROM receipt WHERE key = ?";
  private static final String FIND = "SELECT * FROM receipt WHERE key = ?";

  private final Database database;

  /// At most as many as the writer has queued.
  private final ConcurrentHashMap<ObjectKey, Latest> unwritten = new ConcurrentHashMap<>();

  SqliteReceipts(Database database) {
    this.database = database;
  }

  /// What was last said of a key: its receipts, one or none. Each is equal only to itself.
  private static final class Latest {
    private final List<Receipt> receipts;

    Latest(List<Receipt> receipts) {
      this.receipts = receipts;
    }
  }

  @Override
  public Optional<Receipt> find(ObjectKey key) {
    Latest latest = unwritten.get(key);
    if (latest != null) {
      return latest.receipts.stream().findFirst();
    }
    return database
        .all(new Change(FIND, bind -> bind.setBytes(1, key.toBytes())), row -> read(key, row))
        .stream()
        .findFirst();
  }

  private static Receipt read(ObjectKey key, ResultSet row) throws SQLException {
    return new Receipt(key, side(row, 2), side(row, 5));
  }

  private static Receipt.Side side(ResultSet row, int first) throws SQLException {
    return new Receipt.Side(
        new ETag(row.getString(first)), row.getLong(first + 1), row.getLong(first + 2));
  }

  @Override
  public void record(Receipt receipt) {
    Change change =
        new Change(
            RECORD,
            bind -> {
              bind.setBytes(1, receipt.key().toBytes());
              bind(bind, 2, receipt.source());
              bind(bind, 5, receipt.destination());
            });
    remember(receipt.key(), new Latest(List.of(receipt)), change);
  }

  private static void bind(PreparedStatement statement, int first, Receipt.Side side)
      throws SQLException {
    statement.setString(first, side.etag().value());
    statement.setLong(first + 1, side.size());
    statement.setLong(first + 2, side.lastModifiedMillis());
  }

  @Override
  public void forget(ObjectKey key) {
    if (find(key).isPresent()) {
      Change change = new Change(FORGET, bind -> bind.setBytes(1, key.toBytes()));
      remember(key, new Latest(List.of()), change);
    }
  }

  private void remember(ObjectKey key, Latest latest, Change change) {
    unwritten.put(key, latest);
    database.later(change, () -> unwritten.remove(key, latest));
  }
}
