package dev.longhaul.alert;

import dev.longhaul.config.AlertEntry.Occasion;
import java.time.Instant;
import java.util.List;

/// Something that needs a person, as long as it lasts.
///
/// @param what what happened, as one sentence without a full stop
/// @param remedy what to do
/// @param since when it began, or was first seen
/// @param keys some of the keys it is about, escaped
public record Concern(
    Subject subject,
    Occasion occasion,
    String what,
    String remedy,
    Instant since,
    List<String> keys) {
  /// Keys that are named at most: a message is read by a person, and goes through other hands.
  static final int KEYS = 5;

  public Concern {
    keys = List.copyOf(keys);
    if (keys.size() > KEYS) {
      throw new IllegalArgumentException("a concern names at most " + KEYS + " keys");
    }
  }

  /// What tells it from others.
  record Id(Subject subject, Occasion occasion) implements Comparable<Id> {
    @Override
    public int compareTo(Id other) {
      int kinds = subject.kind().compareTo(other.subject.kind());
      int names = kinds != 0 ? kinds : subject.name().compareTo(other.subject.name());
      return names != 0 ? names : occasion.compareTo(other.occasion);
    }
  }

  Id id() {
    return new Id(subject, occasion);
  }

  Concern since(Instant earlier) {
    return new Concern(subject, occasion, what, remedy, earlier, keys);
  }
}
