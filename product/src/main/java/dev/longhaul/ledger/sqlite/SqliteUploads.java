package dev.longhaul.ledger.sqlite;

import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.PartRecord;
import dev.longhaul.ledger.UploadRecord;
import dev.longhaul.object.ETag;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.UploadId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// Our uploads and their parts.
final class SqliteUploads implements Ledger.Uploads {
  private static final String COLUMNS =
      "intent, key, source_etag, source_size, source_modified, source_version, part_size,"
          + " attributes, begun, id";
  private static final String INTEND =
      "INSERT INTO upload(" + COLUMNS + ") VALUES(?,?,?,?,?,?,?,?,?,?)";
  private static final String OPENED = "UPDATE upload SET id = ? WHERE intent = ?";
  private static final String PART =
      "INSERT OR REPLACE INTO part SELECT ?,?,?,?,?"
          + " WHERE EXISTS(SELECT 1 FROM upload WHERE intent = ?)";
  private static final String PARTS =
      "SELECT number, size, etag, crc32c FROM part WHERE intent = ? ORDER BY number";
  private static final String OPEN = "SELECT " + COLUMNS + " FROM upload ORDER BY number";
  private static final String OPEN_OF_KEY =
      "SELECT " + COLUMNS + " FROM upload WHERE key = ? ORDER BY number";

  private final Database database;
  private final Emptiness emptiness;

  SqliteUploads(Database database) {
    this.database = database;
    this.emptiness = new Emptiness(database, "upload");
  }

  @Override
  public void intend(UploadRecord upload) {
    Change change = new Change(INTEND, statement -> bind(statement, upload));
    emptiness.adding(() -> database.now(change));
  }

  private static void bind(PreparedStatement statement, UploadRecord upload) throws SQLException {
    UploadId id = upload.id();
    Incarnation source = upload.source();
    statement.setString(1, upload.intent());
    statement.setBytes(2, upload.key().toBytes());
    statement.setString(3, source.etag().value());
    statement.setLong(4, source.size());
    statement.setString(5, source.lastModified().toString());
    statement.setString(6, source.versionId());
    statement.setLong(7, upload.partSize());
    statement.setString(8, upload.attributes());
    statement.setString(9, upload.begun().toString());
    statement.setString(10, id == null ? null : id.value());
  }

  @Override
  public void opened(String intent, UploadId id) {
    database.now(
        new Change(
            OPENED,
            statement -> {
              statement.setString(1, id.value());
              statement.setString(2, intent);
            }));
  }

  @Override
  public void part(String intent, PartRecord part) {
    Change change =
        new Change(
            PART,
            statement -> {
              statement.setString(1, intent);
              statement.setInt(2, part.number());
              statement.setLong(3, part.size());
              statement.setString(4, part.etag().value());
              statement.setInt(5, part.crc32c());
              statement.setString(6, intent);
            });
    database.later(change, () -> {});
  }

  @Override
  public List<PartRecord> parts(String intent) {
    database.settle();
    return database.all(
        new Change(PARTS, statement -> statement.setString(1, intent)),
        row ->
            new PartRecord(
                row.getInt(1), row.getLong(2), new ETag(row.getString(3)), row.getInt(4)));
  }

  @Override
  public void closed(String intent) {
    if (database.isThere()) {
      database.now(
          new Change(
              "DELETE FROM part WHERE intent = ?", statement -> statement.setString(1, intent)),
          new Change(
              "DELETE FROM upload WHERE intent = ?", statement -> statement.setString(1, intent)));
    }
  }

  @Override
  public List<UploadRecord> open() {
    return database.all(new Change(OPEN, statement -> {}), SqliteUploads::read);
  }

  @Override
  public List<UploadRecord> open(ObjectKey key) {
    return database.all(
        new Change(OPEN_OF_KEY, statement -> statement.setBytes(1, key.toBytes())),
        SqliteUploads::read);
  }

  @Override
  public boolean isEmpty() {
    return emptiness.holds();
  }

  private static UploadRecord read(ResultSet row) throws SQLException {
    String id = row.getString(10);
    return new UploadRecord(
        row.getString(1),
        ObjectKey.ofBytes(row.getBytes(2)),
        new Incarnation(
            new ETag(row.getString(3)),
            row.getLong(4),
            Instant.parse(row.getString(5)),
            row.getString(6)),
        row.getLong(7),
        row.getString(8),
        Instant.parse(row.getString(9)),
        id == null ? null : new UploadId(id));
  }
}
