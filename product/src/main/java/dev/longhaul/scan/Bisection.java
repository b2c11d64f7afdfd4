package dev.longhaul.scan;

import dev.longhaul.object.ObjectKey;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where to cut what is left of a key range, guessed from the keys seen so far. Pure.
///
/// Keys share long beginnings, so the middle of the key space is nearly always empty. Two questions
/// are asked instead. As long as it is not known at which character the keys left differ first: is
/// anything beyond all keys that begin as this one does? Once that is known: is anything beyond the
/// middle one of the characters that keys are made of, at this place? Every answer "no" is a new
/// ceiling; every answer "yes" is a cut.
///
/// A cut is always UTF-8, and never made at a character from U+E000 to U+FFFF: there UTF-8 and
/// UTF-16 order part, and a store with the wrong one would hide keys at the seam (H58). For the
/// same reason such a character is kept in a cut only after it was asked what is beyond it: a store
/// with the wrong order then shows itself.
///
/// @param first a key seen at the beginning of the range
/// @param recent a key seen a few pages before the last one
/// @param last the last key listed; the cut lies after it
/// @param ceiling nothing is known to be beyond it; `null` for nothing known
/// @param varies at this character keys beyond `last` are known to differ from it; -1 for not known
record Bisection(
    ObjectKey first,
    ObjectKey recent,
    ObjectKey last,
    @Nullable ObjectKey ceiling,
    int varies,
    Alphabet alphabet) {
  private static final int CHARACTERS_AT_ONCE = 2;
  private static final int ENOUGH_CHARACTERS = 8;
  private static final int NO_END = Character.MAX_CODE_POINT + 1;

  /// Whether a cut may be made at this character.
  static boolean isPolite(int character) {
    return character >= 0x20
        && !(character >= 0x7F && character <= 0xA0)
        && !(character >= Character.MIN_SURROGATE && character <= 0xFFFF)
        && character <= Character.MAX_CODE_POINT;
  }

  /// A relative key after `last` and before the ceiling at which to cut; empty when none is seen.
  Optional<ObjectKey> cut() {
    int[] low = characters(last);
    int[] high = ceiling == null ? new int[0] : characters(ceiling);
    int depth = shared(low, high);
    int end = ceiling == null || depth >= high.length ? NO_END : high[depth];
    boolean endIncluded = high.length > depth + 1;
    if (end != NO_END && !endIncluded && depth < low.length && next(low[depth]) >= end) {
      depth++;
      end = NO_END;
    }
    int known = known(low, depth);
    int[] cut =
        known > depth
            ? beyond(low, asked(low, depth, varies >= depth ? shallower(depth, known) : known))
            : between(low, depth, end, endIncluded);
    return cut == null ? Optional.empty() : key(cut).filter(this::isInside);
  }

  private boolean isInside(ObjectKey key) {
    return key.compareTo(last) > 0 && (ceiling == null || key.compareTo(ceiling) < 0);
  }

  /// The shallowest place, not above `depth`, at which keys are known to differ.
  private int known(int[] low, int depth) {
    if (varies >= depth) {
      return varies;
    }
    int seen = shared(characters(first), low);
    return seen >= depth ? seen : Math.max(depth, shared(characters(recent), low));
  }

  /// Half the way up to what is known to be shared, but no more than a few characters: a long
  /// beginning is more often shared by all than not.
  private static int shallower(int depth, int known) {
    return Math.max((depth + known + 1) / 2, known - CHARACTERS_AT_ONCE);
  }

  /// The length up to which only characters are kept that may be.
  private static int asked(int[] low, int depth, int length) {
    for (int index = depth; index < length; index++) {
      if (low[index] >= 0xE000 && low[index] <= 0xFFFF) {
        return index + 1;
      }
    }
    return length;
  }

  /// After every key that begins with the first `length` characters.
  private static int @Nullable [] beyond(int[] low, int length) {
    for (int end = Math.min(length, low.length); end > 0; end--) {
      int next = next(low[end - 1]);
      if (next < NO_END) {
        int[] cut = Arrays.copyOf(low, end);
        cut[end - 1] = next;
        return cut;
      }
    }
    return null;
  }

  /// Among the characters at one place, in the middle of what is left of them.
  private int @Nullable [] between(int[] low, int depth, int end, boolean endIncluded) {
    int lowest = depth < low.length ? low[depth] : -1;
    int middle = middle(lowest, endIncluded ? end + 1 : end, depth);
    boolean fits = middle < end || (middle == end && endIncluded);
    if (!fits || !isPolite(middle)) {
      return null;
    }
    int[] cut = Arrays.copyOf(low, depth + 1);
    cut[depth] = middle;
    return cut;
  }

  /// A character above `lowest` and below `end` with half of what is left beyond it, as a guess.
  private int middle(int lowest, int end, int depth) {
    int kind = alphabet.middle(lowest, Math.min(end, endOfKind(lowest)));
    if (kind >= 0 && endOfKind(lowest) != NO_END) {
      return kind;
    }
    if (alphabet.between(lowest, end) >= ENOUGH_CHARACTERS) {
      return alphabet.middle(lowest, end);
    }
    int[] begin = characters(first);
    int span = depth < begin.length ? Math.max(1, lowest - begin[depth]) : 1;
    int further = end - lowest > 4 * span ? lowest + 2 * span : lowest + (end - lowest) / 2;
    return next(Math.max(further - 1, lowest));
  }

  /// The first character after those that usually stand where this one does.
  private static int endOfKind(int character) {
    if (character >= '0' && character <= '9') {
      return '9' + 1;
    }
    if (character >= 'A' && character <= 'Z') {
      return 'Z' + 1;
    }
    return character >= 'a' && character <= 'z' ? 'z' + 1 : NO_END;
  }

  /// The next character at which a cut may be made.
  private static int next(int character) {
    int next = character + 1;
    if (next < 0x20) {
      return 0x20;
    }
    if (next >= 0x7F && next <= 0xA0) {
      return 0xA1;
    }
    return next >= Character.MIN_SURROGATE && next <= 0xFFFF ? 0x10000 : next;
  }

  private static int shared(int[] some, int[] others) {
    int mismatch = Arrays.mismatch(some, others);
    return mismatch < 0 ? some.length : mismatch;
  }

  /// The number of characters with which both keys begin alike.
  static int shared(ObjectKey one, ObjectKey other) {
    return shared(characters(one), characters(other));
  }

  private static int[] characters(ObjectKey key) {
    return key.text().codePoints().toArray();
  }

  private static Optional<ObjectKey> key(int[] characters) {
    String text = new String(characters, 0, characters.length);
    return text.length() > ObjectKey.MAX_BYTES
        ? Optional.empty()
        : Optional.of(ObjectKey.of(text)).filter(key -> key.length() <= ObjectKey.MAX_BYTES);
  }
}
