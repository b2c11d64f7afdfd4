package dev.longhaul.scan;

/// In what two objects differ.
public enum Aspect {
  /// Only the source has the key.
  MISSING,
  /// Only the destination has the key.
  EXTRA,
  /// The bytes are not the same.
  BYTES,
  /// User metadata or system headers are not the same.
  METADATA,
  /// Tags are not the same.
  TAGS,
  /// The storage class is not the one the policy names.
  CLASS
}
