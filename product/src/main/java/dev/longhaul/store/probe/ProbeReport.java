package dev.longhaul.store.probe;

import dev.longhaul.store.Capabilities;
import java.time.Instant;
import java.util.List;

/// What a probe found out.
///
/// @param left canaries that could not be removed, each with the reason
/// @param at when the probe ended, by our clock
public record ProbeReport(
    Capabilities capabilities, List<Finding> findings, List<String> left, Instant at) {
  public ProbeReport {
    findings = List.copyOf(findings);
    left = List.copyOf(left);
  }

  /// Whether every question got a clear answer, so that the report is worth remembering. A shape of
  /// keys may stay open: some stores never answer clearly for one, and keys are tried all the same.
  public boolean isConclusive() {
    return findings.stream()
        .filter(found -> !found.subject().startsWith(KeyCheck.SUBJECT))
        .noneMatch(found -> found.verdict() == Finding.Verdict.UNKNOWN);
  }
}
