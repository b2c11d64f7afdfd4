package dev.longhaul.running;

import dev.longhaul.config.Configuration;
import dev.longhaul.config.DeleteRules;
import dev.longhaul.config.RouteEntry;
import dev.longhaul.config.Urgency;
import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.Workers;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.reconcile.WindowBreaker;
import dev.longhaul.replicate.LagObjective;
import dev.longhaul.replicate.Replication;
import dev.longhaul.replicate.RouteListener;
import dev.longhaul.replicate.RouteParts;
import dev.longhaul.scan.PassEngine;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
  private final Workers workers;
  private final Monitor monitor;
  private boolean stopping;

  /// In which its stores are being opened.
  private Workers.@Nullable Group trying;

  /// @param ledger its own
  RunningRoute(
      Configuration whole, RouteEntry entry, Ledger ledger, RouteOpening opening, Around around) {
    this.opening = opening;
    this.listener = around.listener();
    this.workers = around.effects().workers();
    this.monitor = workers.monitor();
    int share = Shares.workers(whole, entry);
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
                share,
                share * ROOM,
                whole.limits().pending(),
                whole.limits().stopWithin(),
                entry.deletes().maxShrink().percent() / 100));
    this.replication =
        new Replication(parts, around.effects(), listener, objective(entry.urgency().objective()));
    this.task = new RouteOpening.Task(entry, ledger, share, breaker, this::remark);
  }

  /// What a route has around it.
  record Around(Replication.Effects effects, RouteListener listener) {}

  private static WindowBreaker breaker(
      DeleteRules rules, Ledger ledger, Replication.Effects effects) {
    WindowBreaker.Limits limits =
        new WindowBreaker.Limits(
            rules.limit().keys(), rules.limit().share().percent() / 100, rules.per());
    return new WindowBreaker(effects.clock(), limits, ledger.facts());
  }

  private static LagObjective objective(Urgency.Objective objective) {
    return new LagObjective(objective.share().percent() / 100, objective.within());
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
      try (RouteEngine opened = open()) {
        engine.set(opened);
        replication.served();
        replication.run();
        return;
      } catch (Cancelled stopped) {
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

  /// @throws Cancelled when it is stopped meanwhile
  private RouteEngine open() {
    try (Workers.Group group = workers.open("open " + replication.name())) {
      monitor.enter(() -> trying = group);
      if (isStoppedWithin(Duration.ZERO)) {
        throw new Cancelled();
      }
      return group.start(() -> opening.open(task)).join();
    } finally {
      monitor.enter(() -> trying = null);
    }
  }

  private boolean isStoppedWithin(Duration pause) {
    return monitor.when(() -> stopping, pause, () -> true).orElse(false);
  }

  /// Asks it to stop; what is in flight gets its time. Returns at once.
  void stop() {
    monitor
        .enter(() -> {
          stopping = true;
          return Optional.ofNullable(trying);
        })
        .ifPresent(Workers.Group::cancel);
    replication.stop();
  }
}
