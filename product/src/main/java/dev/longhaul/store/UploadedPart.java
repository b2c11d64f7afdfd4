package dev.longhaul.store;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ETag;
import org.jspecify.annotations.Nullable;

/// A part as the store holds it.
///
/// @param checksum what the store echoed or lists for the part, `null` for none
public record UploadedPart(int number, long size, ETag etag, @Nullable Checksum checksum) {
  public UploadedPart {
    if (number < 1 || number > 10_000 || size < 0) {
      throw new IllegalArgumentException("not a part: number " + number + " size " + size);
    }
  }
}
