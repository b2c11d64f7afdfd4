package dev.longhaul.ledger.sqlite;

import dev.longhaul.ledger.LedgerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What people are told when something is wrong with the file of a ledger.
record Faults(Path path) {
  /// What is wrong with a file of which nothing can be read.
  static final String STUMP = "its beginning cannot be read";

  private static final long PAGE_BYTES = 4_096;

  /// With less room than this on its disk, a write that failed failed for want of room.
  private static final long LITTLE_BYTES = 256L << 10;

  /// Whether there are fewer bytes than any ledger has. SQLite takes such a file for an empty one.
  boolean isStump() throws IOException {
    return Files.exists(path) && Files.size(path) > 0 && Files.size(path) < PAGE_BYTES;
  }

  /// It belongs to a later version.
  LedgerException newer() {
    return new LedgerException(
        "the ledger "
            + path
            + " was written by a newer longhaul; use that one, or delete it: that costs requests,"
            + " no data",
        null);
  }

  /// It belongs to another program.
  LedgerException foreign() {
    return new LedgerException(
        path + " is no ledger of longhaul; choose another place with --state", null);
  }

  /// What people are told: which file, what happened, what to do.
  LedgerException of(SQLException failed) {
    SQLiteErrorCode code =
        failed instanceof SQLiteException known
            ? known.getResultCode()
            : SQLiteErrorCode.UNKNOWN_ERROR;
    return switch (code.code & 0xFF) {
      case 11, 26 -> damaged(failed.getMessage(), failed);
      case 13 -> full(failed);
      // A file beside the ledger that cannot grow is reported as no more than a failed operation.
      case 10, 14 -> hasRoom() ? unusable(failed) : full(failed);
      default -> unusable(failed);
    };
  }

  private LedgerException full(SQLException failed) {
    return LedgerException.full(
        "the disk of the ledger " + path + " is full; make room, and it goes on", failed);
  }

  private boolean hasRoom() {
    try {
      return Files.getFileStore(path.toAbsolutePath()).getUsableSpace() > LITTLE_BYTES;
    } catch (IOException unknown) {
      return true;
    }
  }

  private LedgerException unusable(SQLException failed) {
    return new LedgerException(
        "the ledger "
            + path
            + " cannot be used: "
            + failed.getMessage()
            + "; look at the disk and the permissions, then run longhaul ledger check "
            + path,
        failed);
  }

  /// It does not hold together.
  LedgerException damaged(@Nullable String how, @Nullable SQLException cause) {
    return new LedgerException(
        "the ledger "
            + path
            + " is damaged ("
            + how
            + "); run longhaul ledger rebuild "
            + path
            + ", which keeps what can still be read",
        cause);
  }
}
