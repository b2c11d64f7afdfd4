package dev.longhaul.replicate;

/// How closely an audit looks.
public enum AuditKind {
  /// Both listings, ETags and receipts.
  LISTING,
  /// Metadata and tags of every object besides.
  METADATA,
  /// The bytes of a share of the objects, read on both sides.
  DEEP,
  /// An S3 Inventory of the source in place of its listing. It is days old and may lack recent
  /// keys: what differs from it is looked at, but it never shows that all of the route is equal
  /// (H63).
  INVENTORY;

  /// Whether one that ends complete has seen whatever an event may tell: every key of the source,
  /// with its metadata and tags. A listing may miss a change of metadata alone that crossed a copy.
  boolean seesWhatEventsTell() {
    return switch (this) {
      case METADATA -> true;
      case LISTING, DEEP, INVENTORY -> false;
    };
  }

  /// Whether one that ends complete has seen every key of the source.
  boolean seesAll() {
    return switch (this) {
      case LISTING, METADATA, DEEP -> true;
      case INVENTORY -> false;
    };
  }
}
