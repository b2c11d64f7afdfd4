package dev.longhaul.scan;

import dev.longhaul.object.ListedObject;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The characters that keys are made of, learned from samples of pages: where to cut between two
/// keys is guessed among them. Immutable.
///
/// Characters from U+E000 to U+FFFF and control characters are left out: no cut is made at them.
final class Alphabet {
  /// Nothing seen yet.
  static final Alphabet EMPTY = new Alphabet(new int[0]);

  private static final int SAMPLES_PER_PAGE = 8;

  /// Enough to cut anywhere; more would only cost memory.
  private static final int MOST = 4096;

  private final int[] characters;

  private Alphabet(int[] characters) {
    this.characters = characters;
  }

  /// This alphabet with the characters of some keys of a page.
  Alphabet with(List<ListedObject> page) {
    if (characters.length >= MOST) {
      return this;
    }
    int[] added = null;
    int step = Math.max(1, page.size() / SAMPLES_PER_PAGE);
    for (int index = page.size() - 1; index >= 0; index -= step) {
      added = unseen(page.get(index).key().text(), added);
    }
    if (added == null) {
      return this;
    }
    int[] all = Arrays.copyOf(characters, characters.length + added.length);
    System.arraycopy(added, 0, all, characters.length, added.length);
    return new Alphabet(Arrays.stream(all).sorted().distinct().limit(MOST).toArray());
  }

  private int @Nullable [] unseen(String text, int @Nullable [] added) {
    int[] more = added;
    for (int index = 0; index < text.length(); ) {
      int character = text.codePointAt(index);
      index += Character.charCount(character);
      if (Bisection.isPolite(character) && Arrays.binarySearch(characters, character) < 0) {
        more = more == null ? new int[1] : Arrays.copyOf(more, more.length + 1);
        more[more.length - 1] = character;
      }
    }
    return more;
  }

  /// How many there are.
  int size() {
    return characters.length;
  }

  /// The one in the middle of those above `low` and below `high`; -1 when there is none.
  int middle(int low, int high) {
    int from = place(low + 1);
    int to = place(high);
    return from < to ? characters[(from + to) >>> 1] : -1;
  }

  /// How many there are above `low` and below `high`.
  int between(int low, int high) {
    return Math.max(0, place(high) - place(low + 1));
  }

  private int place(int character) {
    int found = Arrays.binarySearch(characters, character);
    return found < 0 ? -found - 1 : found;
  }
}
