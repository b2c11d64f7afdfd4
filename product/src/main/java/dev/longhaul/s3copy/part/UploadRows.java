package dev.longhaul.s3copy.part;

import dev.longhaul.s3copy.JobScans.Visitor;
import java.util.Optional;

/// Table `S3MPUResult`: one row for each upload, for ever. Thread-safe; throws
/// [dev.longhaul.s3copy.TablesUnavailable] when the table gives no answer.
public interface UploadRows {
  /// The row, as it is after everything that was written before.
  ///
  /// @throws dev.longhaul.s3copy.MalformedJob when it does not say what it must
  Optional<UploadRow> find(String upload);

  /// Writes down what an upload of ours is for, in place of what was there; how many parts were
  /// counted stays. One that has ended stays ended.
  void hand(UploadRow row);

  /// One more part was carried (`part_count`); says how many were, as far as they were counted.
  int count(String upload);

  /// The upload has ended. What ended as done stays done; an upload without a row gets none.
  void end(String upload, UploadRow.Standing how);

  /// Claims to have its parts sent again: `attempts` grows by one. `false` when somebody else did
  /// since `seen` was read, or it has ended.
  boolean claim(UploadRow seen);

  /// Gives an upload up until a person looks, with the reason.
  void park(String upload, String reason);

  /// Every upload that has not ended, of all pages.
  void eachOpen(Visitor<UploadRow> visitor);
}
