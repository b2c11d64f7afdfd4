package dev.longhaul.replicate;

import java.time.Duration;
import java.time.Instant;

/// An audit that a person asked for, until it ended; also after a restart.
///
/// @param share the share of keys whose bytes it reads, 0 to 1
/// @param at when it was asked for, which tells it from others
record AuditWish(AuditKind kind, double share, Instant at) {
  /// The fact it is kept under, empty for none.
  static final String FACT = "audit.wish";

  /// As one line, for the ledger.
  String line() {
    return kind.name() + " " + share + " " + at;
  }

  /// What `line` wrote.
  static AuditWish of(String line) {
    String[] words = line.split(" ", 3);
    return new AuditWish(
        AuditKind.valueOf(words[0]), Double.parseDouble(words[1]), Instant.parse(words[2]));
  }

  AuditPlan plan() {
    return new AuditPlan(AuditPlan.ASKED, kind, share, null, Duration.ofDays(1));
  }
}
