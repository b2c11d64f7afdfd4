package dev.longhaul.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A pattern over whole relative keys: `*` is any number of characters but `/`, `**` any number of
/// any, `?` one but `/`, `[a-z]` and `[!a-z]` one of a set or outside it but never `/`; a backslash
/// takes the next character as it is.
///
/// `**/` also stands for nothing, so `**/x` is `x` at any depth; a pattern that ends in `/` is
/// everything below it. Matching takes time proportional to the lengths of both, whatever the
/// pattern. Pure and thread-safe.
public final class Glob {
  private final String text;
  private final List<Token> tokens;

  private Glob(String text, List<Token> tokens) {
    this.text = text;
    this.tokens = List.copyOf(tokens);
  }

  /// The pattern with this text; refuses one that cannot be meant.
  public static Glob of(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a glob is not empty; ** matches every key");
    }
    Reader reader = new Reader(text);
    List<Token> tokens = new ArrayList<>();
    while (reader.hasNext()) {
      tokens.add(reader.next());
    }
    if (tokens.getLast() instanceof Token.One(int character) && character == '/') {
      tokens.add(new Token.Many(true));
    }
    return new Glob(text, tokens);
  }

  /// Whether this relative key matches from its first character to its last.
  boolean matches(int[] key) {
    boolean[] now = new boolean[tokens.size() + 1];
    boolean[] then = new boolean[now.length];
    reach(now, 0);
    for (int character : key) {
      Arrays.fill(then, false);
      for (int place = 0; place < tokens.size(); place++) {
        if (now[place]) {
          step(then, place, character);
        }
      }
      boolean[] before = now;
      now = then;
      then = before;
    }
    return now[tokens.size()];
  }

  private void step(boolean[] then, int place, int character) {
    switch (tokens.get(place)) {
      case Token.One(int wanted) -> {
        if (character == wanted) {
          reach(then, place + 1);
        }
      }
      case Token.AnyOf set -> {
        if (set.contains(character)) {
          reach(then, place + 1);
        }
      }
      case Token.Many(boolean slashes) -> {
        if (slashes || character != '/') {
          reach(then, place);
        }
      }
      case Token.Folders() -> {
        then[place] = true;
        if (character == '/') {
          reach(then, place + 1);
        }
      }
    }
  }

  /// Marks a place, and those that are reached from it without a character.
  private void reach(boolean[] places, int from) {
    int place = from;
    places[place] = true;
    while (place < tokens.size() && tokens.get(place).matchesNothing()) {
      place++;
      places[place] = true;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Glob glob && text.equals(glob.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }

  private sealed interface Token {
    default boolean matchesNothing() {
      return false;
    }

    /// This character.
    record One(int character) implements Token {}

    /// One of some ranges of characters, or outside all of them; never `/`.
    record AnyOf(List<Range> ranges, boolean inverted) implements Token {
      boolean contains(int character) {
        boolean inside = ranges.stream().anyMatch(range -> range.contains(character));
        return character != '/' && inside != inverted;
      }
    }

    /// Any number of characters.
    record Many(boolean slashes) implements Token {
      @Override
      public boolean matchesNothing() {
        return true;
      }
    }

    /// Any number of folders, each with its slash.
    record Folders() implements Token {
      @Override
      public boolean matchesNothing() {
        return true;
      }
    }
  }

  private record Range(int first, int last) {
    boolean contains(int character) {
      return character >= first && character <= last;
    }
  }

  /// Reads tokens from a pattern.
  private static final class Reader {
    private final String text;
    private final int[] characters;
    private int at;

    Reader(String text) {
      this.text = text;
      this.characters = text.codePoints().toArray();
    }

    boolean hasNext() {
      return at < characters.length;
    }

    Token next() {
      boolean begins = at == 0 || characters[at - 1] == '/';
      int character = characters[at++];
      return switch (character) {
        case '*' -> many(begins);
        case '?' -> new Token.AnyOf(List.of(), true);
        case '[' -> set();
        case '\\' -> new Token.One(literal());
        default -> new Token.One(character);
      };
    }

    private Token many(boolean begins) {
      if (!is('*')) {
        return new Token.Many(false);
      }
      while (is('*')) {
        at++;
      }
      if (begins && is('/')) {
        at++;
        return new Token.Folders();
      }
      return new Token.Many(true);
    }

    private boolean is(int character) {
      return hasNext() && characters[at] == character;
    }

    private int literal() {
      if (!hasNext()) {
        throw refused("it ends in the middle");
      }
      return characters[at++];
    }

    private Token set() {
      boolean inverted = is('!') || is('^');
      if (inverted) {
        at++;
      }
      List<Range> ranges = new ArrayList<>();
      do {
        int first = member();
        boolean range = is('-') && at + 1 < characters.length && characters[at + 1] != ']';
        int last = first;
        if (range) {
          at++;
          last = member();
        }
        if (last < first) {
          throw refused("a range in it is empty");
        }
        ranges.add(new Range(first, last));
      } while (!is(']'));
      at++;
      return new Token.AnyOf(List.copyOf(ranges), inverted);
    }

    private int member() {
      int character = literal();
      return character == '\\' ? literal() : character;
    }

    private IllegalArgumentException refused(String why) {
      return new IllegalArgumentException(
          "not a glob: \""
              + text
              + "\": "
              + why
              + "; put a backslash before [ and \\ to mean them");
    }
  }
}
