package dev.longhaul.s3copy.part;

import dev.longhaul.s3copy.part.UploadNotes.Note;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// How fast one stream to each destination is, as those who carry parts measure it, and so how long
/// a part may be that one of them carries in its time. Thread-safe.
public final class PartPace {
  /// Bytes in a second of one stream that nobody has measured yet: what is known of slow ways to
  /// China.
  public static final long USUAL = 1 << 20;

  /// Shorter parts say more about how long a request takes than about the way.
  static final long TELLING = 5L << 20;

  /// The share of a carrier's time that a part may take: the rest is for ways that get slower.
  private static final double SHARE = 0.6;

  /// One measurement has this weight against all before it.
  private static final int OLD = 3;

  /// The most parts that an upload has, with some kept back so that rounding asks for none too
  /// many.
  private static final long PARTS = 9_990;

  private final UploadNotes notes;
  private final long first;
  private final Supplier<Duration> time;

  /// @param first bytes in a second as long as nothing was measured
  /// @param time that whoever carries a part has for it
  public PartPace(UploadNotes notes, long first, Supplier<Duration> time) {
    this.notes = notes;
    this.first = first;
    this.time = time;
  }

  /// The most bytes of a part to this bucket.
  public long longest(String destination) {
    return (long) (rate(destination) * SHARE * time.get().toMillis() / 1000);
  }

  /// The most bytes of an object whose parts are all short enough.
  public long largest(String destination) {
    return PARTS * longest(destination);
  }

  private static String name(String destination) {
    return "pace-" + destination;
  }

  private long rate(String destination) {
    return notes.find(name(destination)).map(PartPace::read).orElse(first);
  }

  /// A text that is no number was not written by us; the next measurement replaces it.
  private static long read(Note note) {
    return note.text().matches("[1-9][0-9]{0,14}") ? Long.parseLong(note.text()) : USUAL;
  }

  /// A part was carried so fast. Of two who say so at once one is heard.
  void measured(String destination, long bytes, Duration took) {
    if (bytes < TELLING || !took.isPositive()) {
      return;
    }
    long rate = Math.max(1, bytes * 1000 / Math.max(1, took.toMillis()));
    Optional<Note> before = notes.find(name(destination));
    long mixed = before.map(note -> (OLD * read(note) + rate) / (OLD + 1)).orElse(rate);
    notes.write(name(destination), before.orElse(null), Long.toString(Math.max(1, mixed)));
  }
}
