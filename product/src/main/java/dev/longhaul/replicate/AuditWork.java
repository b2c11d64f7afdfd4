package dev.longhaul.replicate;

import dev.longhaul.scan.Pass;
import dev.longhaul.scan.PassEngine;
import dev.longhaul.scan.Verification;

/// Makes what an audit runs; each is for one run. Thread-safe.
public interface AuditWork {
  /// A pass over the plan's keys: lists, and makes equal what differs. For `INVENTORY` the reports
  /// take the place of the source's listing, and the pass itself keeps what they do not show.
  Pass pass(AuditPlan plan, PassEngine engine);

  /// What an audit of this plan rests on, in words that are the same after a restart: both ends,
  /// the prefixes, filters and policy. Where they are others, an audit that was interrupted begins
  /// anew.
  String basis(AuditPlan plan);

  /// A look at the bytes of the plan's keys, which changes nothing.
  Verification deep(AuditPlan plan);
}
