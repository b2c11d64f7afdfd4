package dev.longhaul.transfer;

import dev.longhaul.object.ETag;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Whether a source that nobody vouches for makes the ETags of its uploads as Amazon S3 does. What
/// was read twice to the same bytes, and still makes another ETag, shows that it does not; what one
/// object showed, the others need not show again (H25, H27).
final class SourceETags {
  private final AtomicBoolean otherKind = new AtomicBoolean();

  /// The readings of one object.
  final class Readings {
    private @Nullable ETag first;

    /// Whether bytes that make this ETag, which is not the source's, may be damaged: nothing but a
    /// second reading tells.
    boolean mayBeDamaged(ETag made) {
      if (made.equals(first)) {
        otherKind.set(true);
      }
      first = first == null ? made : first;
      return !otherKind.get();
    }
  }
}
