package dev.longhaul.simulation.whole;

import dev.longhaul.hint.IntakeListener;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.replicate.AuditRecord;
import dev.longhaul.replicate.RouteListener;
import dev.longhaul.replicate.Trouble;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Writes into the trace what a process tells people.
record Told(World world, Life life) implements RouteListener, IntakeListener {
  @Override
  public void outcome(String route, Outcome outcome, @Nullable Duration lag) {}

  @Override
  public void troubled(String route, Trouble trouble) {
    world.trace(life, "troubled: " + trouble);
  }

  @Override
  public void recovered(String route) {
    world.trace(life, "recovered");
  }

  @Override
  public void audited(String route, AuditRecord audit) {
    world.trace(life, "audited: " + audit);
  }

  @Override
  public void remark(String remark) {
    world.trace(life, remark);
  }

  @Override
  public void received(int messages, int events) {}

  @Override
  public void failing(String why) {
    world.trace(life, "intake fails: " + why);
  }

  @Override
  public void working() {}
}
