package dev.longhaul.store;

import dev.longhaul.object.Checksum;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What turns the parts of an upload into an object.
///
/// @param parts all of them, numbered from 1 without a gap (H26)
/// @param whole the expected checksum of the whole object, `null` for none (H27)
public record Completion(
    List<UploadedPart> parts, Precondition precondition, @Nullable Checksum whole) {
  public Completion {
    parts = List.copyOf(parts);
    for (int index = 0; index < parts.size(); index++) {
      if (parts.get(index).number() != index + 1) {
        throw new IllegalArgumentException("part " + (index + 1) + " is missing");
      }
    }
  }

  /// Bytes of the whole object.
  public long size() {
    return parts.stream().mapToLong(UploadedPart::size).sum();
  }
}
