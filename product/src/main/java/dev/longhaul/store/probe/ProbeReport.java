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

  /// Whether every question got a clear answer, so that the report is worth remembering.
  public boolean isConclusive() {
    return findings.stream().noneMatch(found -> found.verdict() == Finding.Verdict.UNKNOWN);
  }
}
