package dev.longhaul.s3copy.part;

import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.transfer.PartHashing;
import org.jspecify.annotations.Nullable;

/// An upload's row in `S3MPUResult`.
///
/// @param upload the destination's name for it
/// @param parts how many it has (`part_qty`)
/// @param attempts how often Monitor had its parts sent again
/// @param errand what it is for; `null` for uploads that the original's Main opened, which says
///   nothing about it
public record UploadRow(
    String upload,
    String bucket,
    ObjectKey key,
    String destinationBucket,
    int parts,
    Standing standing,
    long attempts,
    @Nullable Errand errand) {
  /// How far an upload is.
  public enum Standing {
    /// `complete` is `N`.
    OPEN,
    /// `complete` is `Y`: the key was proved equal by it.
    DONE,
    /// `complete` is `X`: it was given up, or its end is not known.
    DROPPED
  }

  /// What whoever carries a part of ours has to know.
  ///
  /// @param intent the upload's name in the ledger
  /// @param job whose upload it is
  /// @param number of the lease under which the job was handed over
  /// @param source the incarnation that every part is of (H18)
  public record Errand(
      String intent, String job, long number, Incarnation source, PartHashing hashing) {}
}
