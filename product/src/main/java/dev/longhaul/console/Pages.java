package dev.longhaul.console;

import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.ObjectKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists that are too long to be told at once, told in pieces.
public final class Pages {
  /// Rows of one page at most, so that a page of the longest keys stays below a megabyte.
  public static final int MOST = 100;

  private Pages() {}

  /// Parked keys in key order.
  ///
  /// @param next the key to go on after, `null` on the last page
  public record Parked(List<ParkedKey> keys, @Nullable ObjectKey next) {
    public Parked {
      keys = List.copyOf(keys);
    }
  }

  /// Keys in key order.
  ///
  /// @param next the key to go on after, `null` on the last page
  public record Keys(List<ObjectKey> keys, @Nullable ObjectKey next) {
    public Keys {
      keys = List.copyOf(keys);
    }
  }

  /// Keys whose deletes are held, in key order.
  ///
  /// @param next the key to go on after, `null` on the last page
  /// @param last the number of the delete that was held last when the page was made: those up to it
  ///   are let go by naming it
  public record Held(List<ObjectKey> keys, @Nullable ObjectKey next, long last) {
    public Held {
      keys = List.copyOf(keys);
    }
  }

  /// Messages that nobody understood, the oldest first.
  ///
  /// @param all how many are kept
  public record Messages(List<Message> messages, long all) {
    public Messages {
      messages = List.copyOf(messages);
    }
  }

  /// A message that nobody understood.
  ///
  /// @param beginning of its text
  /// @param length of its text in characters
  public record Message(
      String intake, String id, String why, String beginning, long length, Instant at) {}

  /// Messages that an intake's queue put aside.
  ///
  /// @param url where they lie
  /// @param all about how many there are
  public record Letters(String intake, String url, long all, List<Letter> letters) {
    public Letters {
      letters = List.copyOf(letters);
    }
  }

  /// A message that was received too often without being taken.
  ///
  /// @param says what it says, for people
  /// @param beginning of its text
  public record Letter(String id, Instant sent, int receives, String says, String beginning) {}
}
