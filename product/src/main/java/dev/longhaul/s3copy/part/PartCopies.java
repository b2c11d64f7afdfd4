package dev.longhaul.s3copy.part;

import dev.longhaul.ledger.PartRecord;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.store.UploadId;
import dev.longhaul.transfer.PartOrder;
import java.util.Optional;

/// What is done to uploads besides what the reconciler does, by the same engine. Thread-safe.
public interface PartCopies {
  /// Carries one part of an upload of the job's key; empty when the source is another incarnation
  /// by now.
  ///
  /// @throws dev.longhaul.store.StoreException when a store gave no answer
  /// @throws dev.longhaul.s3copy.worker.CopyUnavailable when the buckets cannot be worked on
  Optional<PartRecord> carry(CopyJob job, PartOrder part);

  /// Drops an upload of the job's key that is of no use, whoever opened it; throws as `carry`.
  void drop(CopyJob job, UploadId upload);
}
