package dev.longhaul.store.s3;

import org.jspecify.annotations.Nullable;

/// What differs between stores of one protocol: known from a profile, or learnt by a probe while
/// the store is already open.
///
/// @param listing the version of ListObjects it understands
/// @param plus what a `+` in an encoded listing stands for until a page tells, `null` when that is
///   not known (H54)
/// @param readsVersions whether reads may name a version; only where GetObjectVersion is permitted
///   (decision 18)
/// @param hasTags whether it knows tags at all; where not, no request mentions them (H45)
public record Dialect(
    Listing listing, @Nullable Plus plus, boolean readsVersions, boolean hasTags) {
  /// What Amazon S3 does, without reading by version.
  public static final Dialect DEFAULT = new Dialect(Listing.V2, null, false, true);

  /// The version of ListObjects.
  public enum Listing {
    V1,
    V2
  }

  /// What a `+` in an encoded listing stands for: a space as in forms, or itself.
  public enum Plus {
    SPACE,
    LITERAL
  }

  /// The same with another version of ListObjects.
  public Dialect with(Listing other) {
    return new Dialect(other, plus, readsVersions, hasTags);
  }

  /// The same with another reading of `+`.
  public Dialect with(Plus other) {
    return new Dialect(listing, other, readsVersions, hasTags);
  }

  /// The same with reads that name versions, or do not.
  public Dialect withVersions(boolean reads) {
    return new Dialect(listing, plus, reads, hasTags);
  }

  /// The same for a store with tags, or without.
  public Dialect withTags(boolean has) {
    return new Dialect(listing, plus, readsVersions, has);
  }
}
