package dev.longhaul.running;

import dev.longhaul.reconcile.Outcome;
import dev.longhaul.replicate.AuditRecord;
import dev.longhaul.replicate.RouteListener;
import dev.longhaul.replicate.Trouble;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells several listeners, in their order.
final class Listeners implements RouteListener {
  private final List<RouteListener> all;

  Listeners(List<RouteListener> all) {
    this.all = List.copyOf(all);
  }

  @Override
  public void outcome(String route, Outcome outcome, @Nullable Duration lag) {
    all.forEach(one -> one.outcome(route, outcome, lag));
  }

  @Override
  public void troubled(String route, Trouble trouble) {
    all.forEach(one -> one.troubled(route, trouble));
  }

  @Override
  public void recovered(String route) {
    all.forEach(one -> one.recovered(route));
  }

  @Override
  public void audited(String route, AuditRecord audit) {
    all.forEach(one -> one.audited(route, audit));
  }

  @Override
  public void remark(String remark) {
    all.forEach(one -> one.remark(remark));
  }
}
