package dev.longhaul.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Finds the word that somebody who mistyped one meant.
public final class Nearest {
  private Nearest() {}

  /// The known word nearest to this one; empty when none is near. Case, hyphens and underscores do
  /// not count: `sourcePrefix` is `source-prefix`.
  public static Optional<String> of(String word, Collection<String> known) {
    String nearest = null;
    int least = 1 + word.length() / 4;
    for (String candidate : known) {
      int distance = distance(plain(word), plain(candidate));
      if (distance <= least && (nearest == null || distance < least)) {
        nearest = candidate;
        least = distance;
      }
    }
    return Optional.ofNullable(nearest);
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }

  /// How many letters must be put in, left out, exchanged, or swapped with their neighbour.
  private static int distance(String one, String other) {
    int[][] steps = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          steps[i][j] = i + j;
          continue;
        }
        int exchanged = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        steps[i][j] =
            Math.min(
                steps[i - 1][j - 1] + exchanged, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && one.charAt(i - 1) == other.charAt(j - 2)
                && one.charAt(i - 2) == other.charAt(j - 1);
        if (swapped) {
          steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
        }
      }
    }
    return steps[one.length()][other.length()];
  }
}
