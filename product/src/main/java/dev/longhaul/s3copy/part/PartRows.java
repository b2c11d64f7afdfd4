package dev.longhaul.s3copy.part;

import dev.longhaul.ledger.PartRecord;
import dev.longhaul.s3copy.JobScans.Visitor;
import dev.longhaul.s3copy.PartJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Table `S3MPU`: one row for each part of uploads that are open. Thread-safe; throws
/// [dev.longhaul.s3copy.TablesUnavailable] when the table gives no answer.
public interface PartRows {
  /// Takes a part and writes its row; one whose lease ran out is taken over, also from the
  /// original's functions.
  ///
  /// @throws dev.longhaul.s3copy.MalformedJob when a row of it does not say what it must
  PartTaking take(PartJob part, Duration lease);

  /// Keeps the part for so long from now; `false` when it is another's by now.
  boolean renew(PartTaking.Taken lease, Duration length);

  /// Gives the part back uncarried, and says why (`last_error`). Nothing happens when it is
  /// another's by now.
  void release(PartTaking.Taken lease, String why);

  /// The part was carried: `part_complete` becomes `Y`, with `etag` and `finish_time`. Whether this
  /// is what made it so; `false` also where its row is gone, because the upload has ended.
  boolean carried(String upload, PartRecord record);

  /// Every part of an upload, by number, after everything that was written before.
  void each(String upload, Visitor<PartRow> visitor);

  /// The same, of those whose rows can be read. The others count as not carried: whoever takes such
  /// a part writes its row anew.
  default List<PartRow> readable(String upload) {
    List<PartRow> rows = new ArrayList<>();
    each(
        upload,
        new Visitor<>() {
          @Override
          public void row(PartRow row) {
            rows.add(row);
          }

          @Override
          public void unreadable(String part, String why) {
            // As said above.
          }
        });
    return rows;
  }

  /// Every part that is not carried, of whatever upload.
  void eachOpen(Visitor<PartRow> visitor);

  /// Removes a row, unless it is no longer the one that was seen.
  void forget(PartRow seen);

  /// Removes all rows of an upload.
  void forgetAll(String upload);
}
