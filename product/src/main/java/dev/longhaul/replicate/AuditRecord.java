package dev.longhaul.replicate;

import java.time.Instant;

/// How an audit ended.
///
/// @param kind how closely it looked
/// @param begun when
/// @param ended when
/// @param result in one word
/// @param keys keys of the source that it saw
/// @param differences keys that were not equal when it looked
/// @param why what a person should know, empty when nothing
public record AuditRecord(
    AuditKind kind,
    Instant begun,
    Instant ended,
    Result result,
    long keys,
    long differences,
    String why) {
  /// In one word.
  public enum Result {
    /// Everything was listed, and everything is proved equal.
    EQUAL,
    /// Everything was listed; what differed was made equal and proved.
    REPAIRED,
    /// Something still differs: keys are parked or deletes held, or bytes differ that listings call
    /// equal.
    DIFFERS,
    /// It could not be finished.
    UNFINISHED
  }

  /// As one line, for the ledger.
  String line() {
    return String.join(
        " ",
        kind.name(),
        begun.toString(),
        ended.toString(),
        result.name(),
        Long.toString(keys),
        Long.toString(differences),
        why.replace('\n', ' '));
  }

  /// What `line` wrote.
  static AuditRecord of(String line) {
    String[] words = line.split(" ", 7);
    return new AuditRecord(
        AuditKind.valueOf(words[0]),
        Instant.parse(words[1]),
        Instant.parse(words[2]),
        Result.valueOf(words[3]),
        Long.parseLong(words[4]),
        Long.parseLong(words[5]),
        words[6]);
  }

  /// Whether everything was looked at.
  public boolean isComplete() {
    return result != Result.UNFINISHED;
  }
}
