package dev.longhaul.replicate;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Workers;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.reconcile.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/// A route's figures: what became of its keys, and how late. Those of longer times are written into
/// the ledger every few seconds; a process that is killed loses the newest of them and nothing
/// else. Thread-safe.
final class RouteFigures {
  /// How often they are written down: so much of the counts a killed process loses at most.
  static final Duration WRITTEN_EVERY = Duration.ofSeconds(5);

  private final Ledger ledger;
  private final Clock clock;
  private final LagObjective objective;
  private final Tally tally;
  private final Lag lag;
  private final Punctuality punctuality;

  /// What was written down last, and what before: only the latter is surely on disk, so only that
  /// is shown, and what is shown never goes back.
  private final AtomicReference<Written> written;

  private record Written(String before, String last) {}

  RouteFigures(Ledger ledger, LagObjective objective, Clock clock, Workers workers) {
    this.ledger = ledger;
    this.clock = clock;
    this.objective = objective;
    this.lag = new Lag(clock.nanos());
    String totals = ledger.facts().find(Tally.FACT).orElse("");
    this.tally = new Tally(totals);
    this.written = new AtomicReference<>(new Written(totals, totals));
    this.punctuality = new Punctuality(objective, workers.monitor());
    punctuality.restore(ledger.facts().find(Punctuality.FACT).orElse(""));
  }

  void hinted(int count) {
    tally.hinted(count);
  }

  void add(Outcome outcome) {
    tally.add(outcome);
  }

  /// An event's key was proved. Returns how long after the event; clocks that disagree make that no
  /// time, never less.
  Duration proved(Instant event) {
    Instant now = clock.now();
    Duration behind = event.isBefore(now) ? Duration.between(event, now) : Duration.ZERO;
    lag.add(behind, clock.nanos());
    tally.lagged(behind);
    punctuality.proved(behind, now);
    return behind;
  }

  /// An event's key cannot be proved now.
  void parked() {
    punctuality.parked(clock.now());
  }

  /// So many events were not kept: they are not proved in time, whenever they will be.
  void overflowed(int count) {
    tally.overflowed(count);
    Instant now = clock.now();
    for (int event = 0; event < count; event++) {
      punctuality.parked(now);
    }
  }

  /// Writes down what outlives the process. Lazy, as all facts are.
  void write() {
    String line = tally.line();
    ledger.facts().record(Tally.FACT, line);
    ledger.facts().record(Punctuality.FACT, punctuality.line());
    written.updateAndGet(was -> new Written(was.last(), line));
  }

  RouteCounts counts() {
    return tally.counts();
  }

  Lag.Figures lag() {
    return lag.figures(clock.nanos());
  }

  RouteStatus.History history() {
    Instant now = clock.now();
    long waiting = ledger.hints().overdue(now.minus(objective.within()));
    return new RouteStatus.History(
        Tally.totals(written.get().before()), punctuality.standing(now, waiting));
  }
}
