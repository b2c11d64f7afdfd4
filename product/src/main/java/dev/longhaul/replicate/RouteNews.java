package dev.longhaul.replicate;

import dev.longhaul.effect.Monitor;
import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.PendingHint;
import dev.longhaul.reconcile.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Counts what becomes of a route's keys and tells its listener, also when trouble with its stores
/// begins and ends. Thread-safe.
final class RouteNews {
  private final RouteParts parts;
  private final RouteListener listener;
  private final RouteFigures figures;
  private final Gate gate;
  private final Monitor monitor;
  private boolean troubled;

  RouteNews(
      RouteParts parts, RouteListener listener, RouteFigures figures, Gate gate, Monitor monitor) {
    this.parts = parts;
    this.listener = listener;
    this.figures = figures;
    this.gate = gate;
    this.monitor = monitor;
  }

  /// A hint was worked on.
  void settled(HintWorker.Settled settled) {
    Outcome outcome = settled.outcome();
    boolean event = settled.hint().cause() == Hint.Cause.EVENT;
    Duration lag = null;
    if (event && isProved(outcome)) {
      lag = figures.proved(wanted(settled.hint()));
    } else if (event && outcome instanceof Outcome.Parked) {
      figures.parked();
    }
    tell(outcome, lag);
  }

  /// When the key should have been equal: a deletion not before it is time.
  private Instant wanted(PendingHint hint) {
    Instant absent = hint.absentSince();
    return absent == null ? hint.at() : absent.plus(parts.route().policy().deleteGrace());
  }

  private static boolean isProved(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Equal _, Outcome.Copied _, Outcome.Updated _, Outcome.Deleted _ -> true;
      case Outcome.Kept _,
          Outcome.DeleteWaits _,
          Outcome.DeleteHeld _,
          Outcome.Planned _,
          Outcome.HandedOver _,
          Outcome.Parked _,
          Outcome.Unfinished _ ->
          false;
    };
  }

  /// An audit looked at a key.
  void audited(Outcome outcome) {
    tell(outcome, null);
  }

  private void tell(Outcome outcome, @Nullable Duration lag) {
    figures.add(outcome);
    ofStores();
    listener.outcome(parts.name(), outcome, lag);
  }

  /// What its stores answered may have been the beginning or the end of trouble with them.
  void ofStores() {
    Trouble trouble = gate.trouble().orElse(null);
    boolean changed =
        monitor.enter(() -> {
          boolean differs = troubled != (trouble != null);
          troubled = trouble != null;
          return differs;
        });
    if (changed && trouble != null) {
      listener.troubled(parts.name(), trouble);
    } else if (changed) {
      listener.recovered(parts.name());
    }
  }
}
