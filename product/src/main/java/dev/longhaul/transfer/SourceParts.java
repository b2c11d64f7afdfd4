package dev.longhaul.transfer;

import java.util.List;

/// What is known of the pieces in which a source object was written. The same pieces at the
/// destination give the same ETag, which then proves equality for ever (rule 5, H38).
public sealed interface SourceParts {
  /// Written by one PUT.
  record Single() implements SourceParts {}

  /// Written in parts of one size, but for the last.
  record Uniform(int count, long partSize) implements SourceParts {
    public Uniform {
      if (count < 1 || partSize < 0) {
        throw new IllegalArgumentException("not parts: " + count + " of " + partSize);
      }
    }
  }

  /// Written in parts of these sizes.
  record Listed(List<Long> sizes) implements SourceParts {
    public Listed {
      sizes = List.copyOf(sizes);
    }
  }

  /// Written in this many parts; the store does not say how large they are.
  record Counted(int count) implements SourceParts {}

  /// It does not matter: the ETags of the two stores can never be equal (H25).
  record Unmatchable() implements SourceParts {}
}
