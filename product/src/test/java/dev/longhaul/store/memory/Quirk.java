package dev.longhaul.store.memory;

/// Ways in which a store differs from one that does everything as Amazon S3 does.
public enum Quirk {
  /// The bucket keeps versions and sets delete markers.
  VERSIONED,
  /// `If-None-Match: *` on PUT is accepted and ignored (H20).
  IGNORES_PUT_IF_ABSENT,
  IGNORES_PUT_IF_MATCH,
  IGNORES_COMPLETE_IF_ABSENT,
  IGNORES_COMPLETE_IF_MATCH,
  IGNORES_DELETE_IF_MATCH,
  /// Each third precondition that does not hold is overlooked, as by a store whose nodes do not
  /// agree: a probe finds it honoured (H20).
  OVERLOOKS_PRECONDITIONS,
  /// ETags are no MD5 at all, as with a default KMS key (H25).
  OPAQUE_ETAGS,
  /// Only the ETag of multipart objects is the store's own invention (H25).
  OPAQUE_MULTIPART_ETAGS,
  /// A wrong Content-MD5 is accepted.
  IGNORES_CONTENT_MD5,
  /// Checksum headers are neither checked, nor stored, nor echoed.
  IGNORES_CHECKSUMS,
  /// Checksums are checked and stored, but not named in the answer to a write.
  ECHOES_NO_CHECKSUM,
  /// Checksum headers are stored and echoed, whatever the bytes are.
  ECHOES_UNCHECKED,
  /// Parts are listed without checksums, and an upload that announced one wants each named at its
  /// end, as with S3Mock.
  WANTS_PART_CHECKSUMS,
  /// No CRC64NVME is added to what was sent without a checksum (H26).
  ADDS_NO_CHECKSUM,
  /// Tags are refused as not implemented.
  NO_TAGS,
  /// Tags are dropped without a word.
  DROPS_TAGS,
  /// Keeps tags of a header as they were encoded for it.
  GARBLES_TAGS,
  /// No tag count is sent (H45).
  NO_TAG_COUNT,
  /// Reading and writing tags is forbidden, and no count is sent (H45).
  TAGS_FORBIDDEN,
  /// To abort an upload takes the object of its key along, as S3Mock does (H40).
  ABORT_TAKES_OBJECT,
  /// Multipart objects are dated and ordered by when they were begun (H22).
  DATED_BY_INITIATION,
  /// Nothing is said of parts (H38).
  NO_PART_FACTS,
  /// Pages come in an order of the store's own (H58).
  UNORDERED_LISTING,
  /// Several slashes in a key are taken for one (H52).
  COLLAPSES_SLASHES,
  /// Keys that a file system cannot hold are refused (H52, H53).
  REFUSES_ODD_KEYS,
  /// A plus sign in a listed key is read back as a space (H54).
  LISTS_PLUS_AS_SPACE,
  /// Bodies are stored with a chunk's frame around them (H34).
  KEEPS_CHUNK_FRAMES,
  /// Storage classes but STANDARD are refused (H47).
  ONLY_STANDARD_CLASS
}
