package dev.longhaul.cli;

import dev.longhaul.config.TimeSpan;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.replicate.AuditRecord;
import dev.longhaul.replicate.RouteListener;
import dev.longhaul.replicate.Trouble;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What an operator reads of a running process, one line per happening. Thread-safe.
final class RunLines implements RouteListener {
  private final Consumer<String> lines;

  RunLines(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void outcome(String route, Outcome outcome, @Nullable Duration lag) {
    if (outcome instanceof Outcome.Parked(var parked)) {
      say(route, "parked " + parked.key() + ": " + parked.message() + "; " + parked.remedy());
    }
  }

  @Override
  public void troubled(String route, Trouble trouble) {
    say(route, trouble.why() + "; it waits, and goes on by itself once that is mended");
  }

  @Override
  public void recovered(String route) {
    say(route, "its stores serve");
  }

  @Override
  public void audited(String route, AuditRecord audit) {
    say(
        route,
        String.format(
            Locale.ROOT,
            "audit (%s) %s: %,d keys, %,d differences, in %s%s",
            audit.kind().name().toLowerCase(Locale.ROOT),
            audit.result().name().toLowerCase(Locale.ROOT),
            audit.keys(),
            audit.differences(),
            TimeSpan.text(Duration.between(audit.begun(), audit.ended())),
            audit.why().isEmpty() ? "" : "; " + audit.why()));
  }

  @Override
  public void remark(String remark) {
    lines.accept(remark);
  }

  private void say(String route, String what) {
    lines.accept("route " + route + ": " + what);
  }
}
