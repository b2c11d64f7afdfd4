package dev.longhaul.reconcile;

/// Why a key is parked, as a stable word for programs, and what the operator can do.
public enum ParkReason {
  ARCHIVED(
      "restore the object at the source (or wait until a restore under way ends), then run again"),
  CUSTOMER_KEY(
      "the object is encrypted with a customer key (SSE-C) that Longhaul does not have: re-encrypt"
          + " it at the source with a key of the store or of KMS"),
  METADATA_UNREPRESENTABLE(
      "rewrite the object at the source with metadata that S3 can carry: printable values, at most"
          + " 2,048 bytes of user metadata in all, tags only where the destination has tags (or"
          + " leave tags alone with --tags ignore)"),
  KEY_UNREPRESENTABLE(
      "rename the object at the source, change the route's prefixes, or use a destination that"
          + " takes this key"),
  TOO_LARGE("use a destination that takes objects of this size"),
  SOURCE_DAMAGED(
      "the bytes at the source do not match their own checksum: restore the object there from a"
          + " good copy"),
  ALWAYS_FAILING(
      "read the store's log for this object, mend what it names, then run again; other objects of"
          + " the same store are copied meanwhile"),
  TAGS_FORBIDDEN(
      "permit s3:GetObjectTagging on both sides, or leave tags alone with --tags ignore"),
  REFUSED("read the store's message, mend what it names, then run again"),
  LOCKED(
      "the destination's object is under object lock: wait until its retention ends, or lift the"
          + " lock there"),
  CHANGING("run again when the object is written less often");

  private final String remedy;

  ParkReason(String remedy) {
    this.remedy = remedy;
  }

  /// What the operator can do, as a phrase without a full stop.
  public String remedy() {
    return remedy;
  }
}
