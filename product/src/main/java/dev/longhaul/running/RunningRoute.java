package dev.longhaul.running;

import dev.longhaul.config.Configuration;
import dev.longhaul.config.DeleteRules;
import dev.longhaul.config.RouteEntry;
import dev.longhaul.effect.Monitor;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.reconcile.WindowBreaker;
import dev.longhaul.replicate.Replication;
import dev.longhaul.replicate.RouteListener;
import dev.longhaul.replicate.RouteParts;
import dev.longhaul.scan.PassEngine;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import java.time.Duration;
import java.util.Optional;

/// A route of a running process. It takes hints from the beginning and works once its stores could
/// be opened; until then it tries again by itself and counts as troubled (H67). Thread-safe.
final class RunningRoute {
  /// Hints in memory per worker.
  private static final int ROOM = 4;

  /// How often a route is looked at again that cannot be right: it costs the destination a canary.
  private static final Duration REFUSED_AGAIN = Duration.ofMinutes(5);

  private final RouteOpening.Task task;
  private final RouteOpening opening;
  private final LateEngine engine;
  private final Replication replication;
  private final RouteListener listener;
  private final Monitor monitor;
  private boolean stopping;

  /// @param ledger its own
  RunningRoute(
      Configuration whole, RouteEntry entry, Ledger ledger, RouteOpening opening, Around around) {
    this.opening = opening;
    this.listener = around.listener();
    this.monitor = around.effects().workers().monitor();
    int workers = Shares.workers(whole, entry);
    WindowBreaker breaker = breaker(entry.deletes(), ledger, around.effects());
    this.engine = new LateEngine(around.effects().clock(), this::remark);
    PassEngine passes =
        new PassEngine(
            engine::reconcile,
            parked -> engine.recording(() -> ledger.parked().park(parked)),
            breaker::know,
            engine::storesAnswer);
    RouteParts parts =
        new RouteParts(
            entry.name(),
            entry.route(),
            ledger,
            passes,
            breaker,
            engine.audits(),
            Audits.of(entry.rounds(), whole.zone()),
            new RouteParts.Limits(
                workers, workers * ROOM, whole.limits().pending(), whole.limits().stopWithin()));
    this.replication = new Replication(parts, around.effects(), listener);
    this.task =
        new RouteOpening.Task(
            entry,
            ledger,
            workers,
            breaker,
            () -> Optional.ofNullable(replication.status().audits().last()),
            this::remark);
  }

  /// What a route has around it.
  record Around(Replication.Effects effects, RouteListener listener) {}

  private static WindowBreaker breaker(
      DeleteRules rules, Ledger ledger, Replication.Effects effects) {
    WindowBreaker.Limits limits =
        new WindowBreaker.Limits(
            rules.limit().keys(), rules.limit().share().percent() / 100, rules.per());
    return new WindowBreaker(effects.clock(), limits, Replication.wasOpen(ledger));
  }

  private void remark(String remark) {
    listener.remark("route " + replication.name() + ": " + remark);
  }

  RouteEntry entry() {
    return task.entry();
  }

  Replication replication() {
    return replication;
  }

  /// Works until it is stopped.
  ///
  /// @throws RuntimeException what nobody foresaw
  void run() {
    Backoff backoff = new Backoff();
    Duration pause = Duration.ZERO;
    while (!isStoppedWithin(pause)) {
      try (RouteEngine opened = opening.open(task)) {
        engine.set(opened);
        replication.served();
        replication.run();
        return;
      } catch (RouteRefused refused) {
        replication.refused(new Failure.Refused(String.valueOf(refused.getMessage()), 0, null));
        pause = REFUSED_AGAIN;
      } catch (StoreException unanswered) {
        replication.refused(unanswered.failure());
        pause = backoff.next();
      }
    }
  }

  private boolean isStoppedWithin(Duration pause) {
    return monitor.when(() -> stopping, pause, () -> true).orElse(false);
  }

  /// Asks it to stop; what is in flight gets its time. Returns at once.
  void stop() {
    monitor.enter(() -> stopping = true);
    replication.stop();
  }
}
