package dev.longhaul.hint;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Tells the kinds of events that change no object from all others. The list names only what is
/// known to change nothing: unknown kinds, kinds of the future and kinds without a name may have
/// changed their key (H7). Tags, ACLs and retention count as changes.
final class EventKind {
  /// Beginnings of names, as S3, MinIO and Ceph write them.
  private static final List<String> RECORDS =
      List.of(
          // Asked for, or the restored copy has gone; only `Completed` makes bytes readable.
          "ObjectRestore:Post",
          "ObjectRestore:Delete",
          // Another storage class, the same object.
          "LifecycleTransition",
          "ObjectLifecycle:Transition",
          "ObjectTransition:",
          "IntelligentTiering",
          // About another replication than ours.
          "Replication:",
          // Somebody read.
          "ObjectAccessed:",
          // About buckets and folders.
          "BucketCreated:",
          "BucketRemoved:",
          "Scanner:");

  /// What EventBridge calls the same.
  private static final List<String> DETAIL_TYPES =
      List.of(
          "Object Restore Initiated",
          "Object Restore Expired",
          "Object Storage Class Changed",
          "Object Access Tier Changed");

  private EventKind() {}

  /// Whether a record of this name changes no object; the name may begin with `s3:`.
  static boolean changesNothing(@Nullable String name) {
    if (name == null) {
      return false;
    }
    String kind = name.toLowerCase(Locale.ROOT).startsWith("s3:") ? name.substring(3) : name;
    return RECORDS.stream().anyMatch(kind::startsWith);
  }

  /// Whether an EventBridge event of this type changes no object.
  static boolean detailChangesNothing(@Nullable String type) {
    return type != null && DETAIL_TYPES.contains(type);
  }
}
