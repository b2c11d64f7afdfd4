package dev.longhaul.setup;

import java.util.List;
import java.util.Locale;

/// The events that make a copy differ, and what stores make of their names (H7).
final class EventNames {
  /// All that Amazon S3 knows; an expiry is no removal there.
  private static final List<String> ALL =
      List.of(
          "s3:ObjectCreated:*",
          "s3:ObjectRemoved:*",
          "s3:LifecycleExpiration:*",
          "s3:ObjectTagging:*",
          "s3:ObjectAcl:Put",
          "s3:ObjectRestore:Completed");

  private static final List<String> CEPH =
      List.of("s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:ObjectLifecycle:Expiration:*");

  /// For MinIO these include tags, retention and what its lifecycle rules remove.
  private static final List<String> LEAST = List.of("s3:ObjectCreated:*", "s3:ObjectRemoved:*");

  private EventNames() {}

  /// Lists to try one after the other. A store refuses a rule with a single name it does not know.
  static List<List<String>> ladder(boolean amazon) {
    return amazon ? List.of(ALL) : List.of(ALL, CEPH, LEAST);
  }

  /// Whether an event could be meant by both names.
  static boolean overlap(String one, String other) {
    String first = open(one);
    String second = open(other);
    boolean wide = one.endsWith("*") && second.startsWith(first);
    boolean narrow = other.endsWith("*") && first.startsWith(second);
    return first.equals(second) || wide || narrow;
  }

  private static String open(String name) {
    String bare = name.endsWith("*") ? name.substring(0, name.length() - 1) : name;
    return bare.toLowerCase(Locale.ROOT);
  }
}
