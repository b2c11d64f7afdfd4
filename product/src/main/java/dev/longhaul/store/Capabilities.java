package dev.longhaul.store;

import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ObjectKey;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a store was proved to do. Whatever is not proved counts as absent (H20, H25).
///
/// @param preconditions which conditional requests are honoured
/// @param etags what its ETags mean
/// @param checksums algorithms that are checked on the way in and echoed
/// @param contentMd5Checked whether a wrong Content-MD5 is refused
/// @param tags what is known of tags
/// @param refusedKeys shapes of keys the store was seen to refuse or to store as other keys (H52)
/// @param storageClasses classes asked for, and whether the store took them (H47)
/// @param readsVersions whether these credentials may read an object by its version id (decision
///   18)
public record Capabilities(
    Preconditions preconditions,
    Etags etags,
    SortedSet<ChecksumAlgorithm> checksums,
    boolean contentMd5Checked,
    TagSupport tags,
    SortedSet<KeyShape> refusedKeys,
    SortedMap<String, Boolean> storageClasses,
    boolean readsVersions) {

  /// Which preconditions were seen to stop a mutation.
  public record Preconditions(
      boolean putIfAbsent,
      boolean putIfMatch,
      boolean completeIfAbsent,
      boolean completeIfMatch,
      boolean deleteIfMatch) {
    public static final Preconditions UNPROVED =
        new Preconditions(false, false, false, false, false);
  }

  /// What ETags were seen to be.
  ///
  /// @param singleIsMd5 the ETag of a single PUT is the MD5 of its bytes
  /// @param multipartIsMd5OfMd5s the ETag of an upload is made as Amazon S3 makes it
  public record Etags(boolean singleIsMd5, boolean multipartIsMd5OfMd5s) {
    public static final Etags UNPROVED = new Etags(false, false);
  }

  /// What is known of tags (H45, decision 18).
  public enum TagSupport {
    /// Tags are stored, and a count is sent with every GET and HEAD of a tagged object.
    COUNTED,
    /// Tags are stored; whether an object has any must be asked for.
    ASKED,
    /// As `ASKED`, but only tags of plain characters come back as they were sent (H45).
    PLAIN,
    /// The store has no tags.
    NONE,
    /// The credentials may not read them.
    FORBIDDEN,
    /// Not probed.
    UNKNOWN
  }

  /// What is odd about a key that the store cannot hold as such; empty when nothing is known to be.
  ///
  /// @param size the bytes it would hold
  public Optional<KeyShape> refuses(ObjectKey key, long size) {
    return refusedKeys.stream().filter(shape -> shape.has(key, size)).findFirst();
  }

  /// Nothing proved.
  public static final Capabilities UNPROVED =
      new Capabilities(
          Preconditions.UNPROVED,
          Etags.UNPROVED,
          new TreeSet<>(),
          false,
          TagSupport.UNKNOWN,
          new TreeSet<>(),
          new TreeMap<>(Map.of()),
          false);
}
