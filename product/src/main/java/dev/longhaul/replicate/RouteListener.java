package dev.longhaul.replicate;

import dev.longhaul.reconcile.Outcome;

/// Is told what happens on routes, one call per happening; for logs, alerts and figures.
/// Thread-safe; returns soon.
public interface RouteListener {
  /// A key was settled, parked or held, or a store gave no answer for it.
  void outcome(String route, Outcome outcome);

  /// A store of the route began not to serve.
  void troubled(String route, Trouble trouble);

  /// The stores of the route serve again.
  void recovered(String route);

  /// An audit ended.
  void audited(String route, AuditRecord audit);

  /// Something a person may want to know, such as an event without a route.
  void remark(String remark);
}
