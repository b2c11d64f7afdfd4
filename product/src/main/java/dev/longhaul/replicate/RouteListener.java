package dev.longhaul.replicate;

import dev.longhaul.reconcile.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Is told what happens on routes, one call per happening; for logs, alerts and figures.
/// Thread-safe; returns soon.
public interface RouteListener {
  /// A key was settled, parked or held, or a store gave no answer for it.
  ///
  /// @param lag from the event's own time until now; `null` where no event was the cause, or where
  ///   the key is not proved
  void outcome(String route, Outcome outcome, @Nullable Duration lag);

  /// A store of the route began not to serve.
  void troubled(String route, Trouble trouble);

  /// The stores of the route serve again.
  void recovered(String route);

  /// An audit ended.
  void audited(String route, AuditRecord audit);

  /// Something a person may want to know, such as an event without a route.
  void remark(String remark);
}
