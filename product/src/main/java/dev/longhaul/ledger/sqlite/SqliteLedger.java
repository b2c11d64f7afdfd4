package dev.longhaul.ledger.sqlite;

import dev.longhaul.ledger.Ledger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A ledger in one file, owned by one process at a time.
public final class SqliteLedger implements Ledger {
  private static final int NAME_DIGITS = 24;

  private final Database database;
  private final SqliteReceipts receipts;
  private final SqliteUploads uploads;
  private final SqliteParked parked;
  private final SqliteHints hints;
  private final SqliteHeld held;
  private final SqliteFacts facts;
  private final SqliteMarks marks;

  private SqliteLedger(Database database) {
    this.database = database;
    this.receipts = new SqliteReceipts(database);
    this.uploads = new SqliteUploads(database);
    this.parked = new SqliteParked(database);
    this.hints = new SqliteHints(database);
    this.held = new SqliteHeld(database, hints);
    this.facts = new SqliteFacts(database);
    this.marks = new SqliteMarks(database);
  }

  /// Opens the ledger in this file. Where there is none, none is made before something is to be
  /// written down.
  ///
  /// @throws dev.longhaul.ledger.LedgerException when another process owns the file, a newer
  ///   longhaul wrote it, or it is damaged
  public static SqliteLedger open(Path file) {
    return new SqliteLedger(new Database(file, Schema.ROUTE, LedgerFile.UNBOUNDED));
  }

  /// As `open`, with a disk that has room for so many pages.
  static SqliteLedger open(Path file, int pages) {
    return new SqliteLedger(new Database(file, Schema.ROUTE, pages));
  }

  /// The file for a pair of source and destination in a folder: the same for the same pair, and
  /// another for each other one.
  ///
  /// @param source what names the source fully: endpoint, bucket and prefix
  public static Path fileFor(Path folder, String source, String destination) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((source.length() + ":" + source).getBytes(StandardCharsets.UTF_8));
      digest.update(destination.getBytes(StandardCharsets.UTF_8));
      String digits = HexFormat.of().formatHex(digest.digest());
      return folder.resolve("route-" + digits.substring(0, NAME_DIGITS) + ".sqlite");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java lacks the digest SHA-256", missing);
    }
  }

  @Override
  public Receipts receipts() {
    return receipts;
  }

  @Override
  public Uploads uploads() {
    return uploads;
  }

  @Override
  public Parked parked() {
    return parked;
  }

  @Override
  public Hints hints() {
    return hints;
  }

  @Override
  public Held held() {
    return held;
  }

  @Override
  public Facts facts() {
    return facts;
  }

  @Override
  public Marks marks() {
    return marks;
  }

  @Override
  public void close() {
    database.close();
  }
}
