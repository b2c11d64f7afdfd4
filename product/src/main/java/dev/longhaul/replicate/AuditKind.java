package dev.longhaul.replicate;

/// How closely an audit looks.
public enum AuditKind {
  /// Both listings, ETags and receipts.
  LISTING,
  /// Metadata and tags of every object besides.
  METADATA,
  /// The bytes of a share of the objects, read on both sides.
  DEEP
}
