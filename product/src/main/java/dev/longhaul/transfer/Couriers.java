package dev.longhaul.transfer;

import java.util.List;

/// Others who carry the parts of an upload: each part is a unit that any of them may take.
/// Thread-safe.
public interface Couriers {
  /// The most bytes of a part that one of them carries in the time it has.
  long longest();

  /// Sees to it that these parts are carried ([PartCarriage]) and written down in the ledger, and
  /// that the same object is ordered once more when they are: that order completes the upload.
  ///
  /// @param parts those that the upload lacks, of one upload
  /// @param count how many parts it has in all
  void hand(List<PartOrder> parts, int count);
}
