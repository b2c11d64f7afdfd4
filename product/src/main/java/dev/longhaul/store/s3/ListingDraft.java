package dev.longhaul.store.s3;

import dev.longhaul.object.ETag;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a listing page says, before it is held against the rules.
final class ListingDraft {
  /// Stands for the ETag of an entry that has none; equal to no object's.
  static final ETag NO_ETAG = new ETag("none");

  private final List<ListedObject> objects = new ArrayList<>(1000);
  private final PlusEvidence plus = new PlusEvidence();
  private boolean ascending = true;
  private @Nullable ObjectKey last;
  private int commonPrefixes;
  private @Nullable String bucket;
  private byte @Nullable [] prefix;
  private @Nullable String encodingType;
  private @Nullable Boolean truncated;
  private @Nullable String nextToken;
  private @Nullable Integer keyCount;

  /// A page that cannot be used; the message says why.
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String why) {
      super(why, null, false, false);
    }
  }

  /// Adds an entry.
  void add(ListedObject object) {
    ObjectKey before = last;
    if (before != null && before.compareTo(object.key()) >= 0) {
      ascending = false;
    }
    last = object.key();
    objects.add(object);
  }

  void addCommonPrefix() {
    commonPrefixes++;
  }

  /// Takes a direct child of the root that is not an entry.
  ///
  /// @param text its bytes after the XML layer was taken off; keys and prefixes still encoded
  void take(String name, byte[] text) throws Unusable {
    switch (name) {
      case "Name" -> bucket = string(text);
      case "Prefix" -> prefix = text;
      case "EncodingType" -> encodingType = string(text).strip();
      case "NextContinuationToken" -> nextToken = string(text);
      case "KeyCount" -> keyCount = count(string(text));
      case "IsTruncated" ->
          truncated =
              switch (string(text).strip()) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new Unusable("IsTruncated is neither true nor false");
              };
      default -> {}
    }
  }

  private static String string(byte[] text) {
    return new String(text, java.nio.charset.StandardCharsets.UTF_8);
  }

  private static Integer count(String text) throws Unusable {
    long count = PartDocuments.number(text);
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw new Unusable("KeyCount is no number");
    }
    return (int) count;
  }

  /// What its keys tell of the meaning of `+`.
  PlusEvidence plus() {
    return plus;
  }

  List<ListedObject> objects() {
    return objects;
  }

  boolean isAscending() {
    return ascending;
  }

  /// The key of the last entry, `null` for none.
  @Nullable ObjectKey last() {
    return last;
  }

  int commonPrefixes() {
    return commonPrefixes;
  }

  @Nullable String bucket() {
    return bucket;
  }

  byte @Nullable [] prefix() {
    return prefix;
  }

  @Nullable String encodingType() {
    return encodingType;
  }

  @Nullable Boolean truncated() {
    return truncated;
  }

  @Nullable String nextToken() {
    return nextToken;
  }

  @Nullable Integer keyCount() {
    return keyCount;
  }
}
