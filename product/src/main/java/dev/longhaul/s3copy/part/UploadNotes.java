package dev.longhaul.s3copy.part;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Small texts in `S3MPUResult` that several processes change. Their rows have no `complete`, so
/// that the original's programs pass over them. Thread-safe; throws
/// [dev.longhaul.s3copy.TablesUnavailable] when the table gives no answer.
public interface UploadNotes {
  /// What was written last; consistent.
  Optional<Note> find(String name);

  /// Writes a text in place of the one that was seen; `false` when somebody else wrote meanwhile,
  /// and then nothing was written.
  ///
  /// @param seen `null` for a note that was not there
  /// @param text an empty one removes the note
  boolean write(String name, @Nullable Note seen, String text);

  /// @param version grows with every writing
  record Note(String text, long version) {}
}
