package dev.longhaul.ledger.sqlite;

import dev.longhaul.ledger.LedgerException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// That a ledger's file belongs to this process, as long as it is open or the process lives.
///
/// @param channel of a locked file beside it: locks on the file itself belong to SQLite
record Ownership(Path path, FileChannel channel) implements AutoCloseable {
  /// Takes a file, which need not be there yet; its folder is made.
  ///
  /// @throws LedgerException when another process owns it
  static Ownership take(Path path) {
    Path lockPath = path.resolveSibling(path.getFileName() + ".lock");
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      FileChannel channel =
          FileChannel.open(lockPath, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isLocked(channel)) {
        return new Ownership(path, channel);
      }
      channel.close();
    } catch (IOException failed) {
      throw new LedgerException(
          "the ledger "
              + path
              + " cannot be made: "
              + reason(failed)
              + "; mend that, or choose another place for the state",
          failed);
    }
    throw new LedgerException(
        "the ledger " + path + " is in use by another longhaul; wait for it, or end it", null);
  }

  private static String reason(IOException failed) {
    return switch (failed) {
      case AccessDeniedException denied -> "permission denied for " + denied.getFile();
      case NoSuchFileException missing -> "there is no " + missing.getFile();
      case FileAlreadyExistsException there -> there.getFile() + " is no folder";
      case FileSystemException known when known.getReason() != null ->
          known.getFile() + ": " + known.getReason();
      default -> failed.toString();
    };
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException inThisProcess) {
      return false;
    }
  }

  /// Lets go of the file.
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failed) {
      throw new LedgerException("the lock of the ledger " + path + " cannot be let go", failed);
    }
  }
}
