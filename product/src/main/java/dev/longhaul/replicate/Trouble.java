package dev.longhaul.replicate;

import java.time.Instant;

/// What is wrong with a store, since when, in words for people.
public record Trouble(Instant since, Kind kind, String why) {
  /// Who can end it.
  public enum Kind {
    /// The store does not serve; it may end by itself.
    STORE,
    /// Our credentials or their permissions are refused, or the clock is wrong: a person must mend
    /// that (H66-H68).
    CREDENTIALS
  }
}
