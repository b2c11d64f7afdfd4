package dev.longhaul.scan;

import dev.longhaul.route.Policy;
import java.util.Locale;

/// When a complete listing of the source is doubted all the same, so that nothing is deleted on its
/// word: it lists nothing, or far less than before (H60, H61).
///
/// @param emptyMeansIt whether deletes are wanted even if the source lists no key at all: the
///   operator said how many deletes are right
/// @param before keys that the source listed at the last complete pass, 0 when not known
/// @param mostGone the share of them that may be gone, 0 to 1
public record SourceDoubt(boolean emptyMeansIt, long before, double mostGone) {
  public SourceDoubt {
    if (before < 0 || !(mostGone >= 0 && mostGone <= 1)) {
      throw new IllegalArgumentException(
          "0 keys or more, and a share of 0 to 1, not " + before + " and " + mostGone);
    }
  }

  /// Nothing is known of earlier passes.
  public static SourceDoubt ofEmpty(boolean emptyMeansIt) {
    return new SourceDoubt(emptyMeansIt, 0, 1);
  }

  /// Whether so many keys are too few to delete by.
  public boolean holds(long keys) {
    return isEmptied(keys) || isShrunk(keys);
  }

  /// An empty source is more often a mistake than a wish (H60).
  private boolean isEmptied(long keys) {
    return keys == 0 && !emptyMeansIt;
  }

  /// Whether more keys are gone than may be.
  public boolean isShrunk(long keys) {
    return keys < before * (1 - mostGone);
  }

  /// What a person should know of so many keys; empty when nothing.
  ///
  /// @param held whether deletes were held back for it
  String why(long keys, Policy.Deletes deletes, boolean held) {
    String listed =
        String.format(
            Locale.ROOT,
            "the source lists %,d keys, and listed %,d at the last complete pass",
            keys,
            before);
    return switch (deletes) {
      case KEEP -> isShrunk(keys) ? listed + ": look whether that is right" : "";
      case MIRROR -> held ? refusal(keys, listed) : "";
    };
  }

  private String refusal(long keys, String listed) {
    String first = isShrunk(keys) ? listed : "the source lists no key at all";
    String say = isEmptied(keys) ? "say with --max-delete how many deletes are" : "";
    String shrink =
        isShrunk(keys) ? (say.isEmpty() ? "" : ", and ") + "allow it with --max-shrink 100%" : "";
    return first + ", so no delete was tried; if that is right, " + say + shrink;
  }
}
