package dev.longhaul.scan;

import dev.longhaul.object.ObjectKey;
import java.util.Arrays;

/// How much of a key range is left, guessed from where its keys are in it as if they lay evenly.
/// Pure.
///
/// @param first the key with which the range begins
/// @param last the last key listed
/// @param ceiling nothing is known to be beyond it
/// @param alphabet what keys are made of
record Outlook(ObjectKey first, ObjectKey last, ObjectKey ceiling, Alphabet alphabet) {
  /// Characters, from the first that differs on, that are told apart.
  private static final int PLACES = 3;

  /// What has been long goes on for as long again, as a rule.
  private static final double UNKNOWN = 1;

  /// How many times as much is left as was listed.
  double left() {
    int[] begin = characters(first);
    int[] end = characters(ceiling);
    int mismatch = Arrays.mismatch(begin, end);
    int from = mismatch < 0 ? begin.length : mismatch;
    double here = place(characters(last), from);
    double done = here - place(begin, from);
    double left = place(end, from) - here;
    double least = Math.pow(alphabet.size() + 1.0, -PLACES);
    return left < least ? UNKNOWN : left / Math.max(least, done);
  }

  /// Where a key lies among all that begin as it does up to there, from 0 to 1.
  private double place(int[] key, int from) {
    double place = 0;
    double share = 1;
    for (int index = from; index < Math.min(key.length, from + PLACES); index++) {
      share /= alphabet.size() + 1.0;
      place += share * (1 + alphabet.between(-1, key[index]));
    }
    return place;
  }

  private static int[] characters(ObjectKey key) {
    return key.text().codePoints().toArray();
  }
}
