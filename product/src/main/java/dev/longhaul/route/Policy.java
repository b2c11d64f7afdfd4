package dev.longhaul.route;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How a route makes the destination equal.
///
/// @param deletes what happens to keys the source does not have
/// @param tags whether tags belong to equality (H45)
/// @param storageClasses destination class by source class; classes not named get the bucket's
///   default (H47)
/// @param encryptionKey KMS key of the destination, `null` for the bucket's own setting (H50)
/// @param compare how deep equality looks before anything is done
/// @param deleteGrace how long the source must be without a key before it is deleted (H61)
public record Policy(
    Deletes deletes,
    TagRule tags,
    SortedMap<String, String> storageClasses,
    @Nullable String encryptionKey,
    Compare compare,
    Duration deleteGrace) {
  /// Keys that only the destination has are kept; tags are copied; listings decide.
  public static final Policy DEFAULT =
      new Policy(Deletes.KEEP, TagRule.COPY, new TreeMap<>(), null, Compare.LISTING);

  public Policy {
    if (deleteGrace.isNegative()) {
      throw new IllegalArgumentException("a delete waits 0s or longer, not " + deleteGrace);
    }
    storageClasses = Collections.unmodifiableSortedMap(new TreeMap<>(storageClasses));
  }

  /// A policy by which nothing waits to be deleted.
  public Policy(
      Deletes deletes,
      TagRule tags,
      SortedMap<String, String> storageClasses,
      @Nullable String encryptionKey,
      Compare compare) {
    this(deletes, tags, storageClasses, encryptionKey, compare, Duration.ZERO);
  }

  /// The same, looking as closely as this.
  public Policy comparing(Compare closely) {
    return new Policy(deletes, tags, storageClasses, encryptionKey, closely, deleteGrace);
  }

  /// The same, deleting only what has been gone so long.
  public Policy deletingAfter(Duration grace) {
    return new Policy(deletes, tags, storageClasses, encryptionKey, compare, grace);
  }

  /// What happens to keys that the source does not have.
  public enum Deletes {
    KEEP,
    MIRROR
  }

  /// Whether tags are copied and compared.
  public enum TagRule {
    COPY,
    IGNORE
  }

  /// How equality is judged in a scan (decision 3).
  public enum Compare {
    /// By listing: size, ETag or receipt, and a later source date.
    LISTING,
    /// By HEAD and tags of both sides.
    METADATA
  }
}
