package dev.longhaul.object;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one response (HEAD or GET) says of an object; never mixed from two responses (H24).
///
/// @param checksums those the store stores for the whole object; empty when none were shown
/// @param tagCount number of tags, `null` when the store sent no count (H45)
/// @param missingMetadata entries of user metadata that the store could not show
///   (`x-amz-missing-meta`, H41)
public record ObjectState(
    Incarnation incarnation,
    Metadata metadata,
    StorageFacts storage,
    List<Checksum> checksums,
    @Nullable Integer tagCount,
    int missingMetadata) {
  public ObjectState {
    checksums = List.copyOf(checksums);
  }

  public ETag etag() {
    return incarnation.etag();
  }

  public long size() {
    return incarnation.size();
  }
}
