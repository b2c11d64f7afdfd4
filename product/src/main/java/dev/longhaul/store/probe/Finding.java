package dev.longhaul.store.probe;

import dev.longhaul.store.Failure;

/// One thing that was found out about a store, for people.
///
/// @param subject what was asked, in a few words
/// @param detail what was seen
public record Finding(String subject, Verdict verdict, String detail) {
  /// The answer.
  public enum Verdict {
    YES,
    NO,
    /// The store did not answer clearly; another probe may know.
    UNKNOWN
  }

  static Finding of(String subject, boolean holds, String detail) {
    return new Finding(subject, holds ? Verdict.YES : Verdict.NO, detail);
  }

  static Finding unknown(String subject, Failure why) {
    return new Finding(subject, Verdict.UNKNOWN, why.message());
  }
}
