package dev.longhaul.store;

import dev.longhaul.object.ByteRange;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ETag;
import dev.longhaul.object.ObjectKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes large objects of one bucket in parts. Thread-safe, never retries.
///
/// An upload that was opened stays open and costs money until it is completed or aborted.
public interface MultipartUploads {
  /// Opens an upload. After a lost answer one may be open that nobody knows: the caller wrote down
  /// its intent before (decision 5).
  ///
  /// @param algorithm whole-object checksum to announce, `null` for none
  UploadId create(
      ObjectKey key, ObjectAttributes attributes, @Nullable ChecksumAlgorithm algorithm);

  /// Stores one part; the last one stored under a number wins (H39). Bytes that the store refuses
  /// because they do not match the digest sent are a transient failure: another try may be whole.
  UploadedPart upload(ObjectKey key, UploadId id, int number, Body body);

  /// Stores a range of an object of the same bucket as a part (UploadPartCopy).
  ///
  /// @param expected the ETag that object must still have; if not, the copy is `Refused` with 412
  UploadedPart copyPart(PartCopy copy, ETag expected);

  /// Lists the parts stored so far, all pages, by number; empty when the upload is not open.
  List<UploadedPart> parts(ObjectKey key, UploadId id);

  /// Makes the object. A 200 with an error, an empty or a foreign body is `Ambiguous`, and so is an
  /// upload that is not open: it may have been completed (H30).
  WriteAnswer complete(ObjectKey key, UploadId id, Completion completion);

  /// Drops an upload and its parts; one that is not open counts as dropped. Parts in flight may
  /// survive one call (H40).
  void abort(ObjectKey key, UploadId id);

  /// Lists the open uploads of exactly this key, whoever began them, all pages.
  List<OpenUpload> open(ObjectKey key);

  /// A part made from a range of an object in the same bucket.
  record PartCopy(ObjectKey key, UploadId id, int number, ByteRange range) {}
}
