package dev.longhaul.replicate;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Monitor;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.LedgerFiles;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.scan.PassEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs a route's audits when they are due, one at a time. Thread-safe.
final class AuditRunner {
  /// The fact by which `ledger rebuild` and people ask for an audit; its value says why.
  static final String WANTED = LedgerFiles.AUDIT_WANTED;

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final List<AuditPlan> plans;
  private final Work work;
  private final Monitor monitor;
  private final Consumer<AuditRecord> ended;
  private boolean ready;
  private boolean stopped;
  private @Nullable AuditPlan asked;
  private @Nullable Audit running;

  /// What all audits of a route share.
  record Work(
      AuditWork make,
      PassEngine engine,
      Ledger.Facts facts,
      Gate gate,
      Consumer<Outcome> outcomes) {}

  private final Clock clock;

  /// @param ended is told how each audit ended
  AuditRunner(
      List<AuditPlan> plans, Work work, Monitor monitor, Clock clock, Consumer<AuditRecord> ended) {
    this.plans = List.copyOf(plans);
    this.work = work;
    this.monitor = monitor;
    this.clock = clock;
    this.ended = ended;
  }

  /// Events are being received: from now on an audit misses nothing that they do not tell (H57).
  void ready() {
    monitor.enter(() -> ready = true);
  }

  /// A person wants one now.
  void ask(AuditPlan plan) {
    monitor.enter(() -> asked = plan);
  }

  /// Ends the one under way and begins no other. Returns at once.
  void stop() {
    monitor
        .enter(() -> {
          stopped = true;
          return Optional.ofNullable(running);
        })
        .ifPresent(Audit::interrupt);
  }

  /// Runs what is due until it is stopped.
  boolean run() {
    monitor.when(() -> ready || stopped, () -> true);
    while (!isStopped()) {
      Instant now = clock.now();
      Due due = next(now);
      if (!due.at().isAfter(now) && !work.gate().isPaused()) {
        run(due.plan());
      } else {
        Duration until = Duration.between(now, due.at());
        boolean soon = !until.isNegative() && until.compareTo(LONGEST_WAIT) < 0;
        Duration wait = soon ? until.plusMillis(1) : LONGEST_WAIT;
        monitor.when(() -> stopped || asked != null, wait, () -> true);
      }
    }
    return true;
  }

  /// Which audit is next, and when.
  private record Due(AuditPlan plan, Instant at) {}

  private Due next(Instant now) {
    AuditPlan wish = monitor.enter(() -> asked);
    if (wish != null) {
      return new Due(wish, now);
    }
    Due first = null;
    boolean wanted = work.facts().find(WANTED).filter(why -> !why.isEmpty()).isPresent();
    for (AuditPlan plan : plans) {
      boolean whole = isWhole(plan) && plan.kind() != AuditKind.DEEP;
      Instant at = wanted && whole ? now : plan.due(last(plan).orElse(null));
      if (first == null || at.isBefore(first.at())) {
        first = new Due(plan, at);
      }
    }
    if (first == null) {
      throw new IllegalStateException("a route has at least one audit");
    }
    return first;
  }

  private void run(AuditPlan plan) {
    Audit audit = new Audit(plan, work.make(), work.engine(), clock, work.outcomes());
    boolean go =
        monitor.enter(() -> {
          running = stopped ? null : audit;
          if (plan.equals(asked)) {
            asked = null;
          }
          return running != null;
        });
    if (!go) {
      return;
    }
    try {
      AuditRecord record = audit.run();
      if (record.isComplete() && isWhole(plan)) {
        work.facts().record(WANTED, "");
      }
      work.facts().record(fact(plan), record.line());
      ended.accept(record);
    } finally {
      monitor.enter(() -> running = null);
    }
  }

  /// Whether an audit is about every key of the route.
  private static boolean isWhole(AuditPlan plan) {
    return plan.prefix() == null && plan.kind().seesAll();
  }

  private boolean isStopped() {
    return monitor.enter(() -> stopped);
  }

  boolean isRunning() {
    return monitor.enter(() -> running != null);
  }

  private static String fact(AuditPlan plan) {
    return "audit." + plan.name();
  }

  private Optional<AuditRecord> last(AuditPlan plan) {
    return work.facts().find(fact(plan)).map(AuditRecord::of);
  }

  /// How the latest one of the whole route ended.
  Optional<AuditRecord> last() {
    return plans.stream()
        .filter(AuditRunner::isWhole)
        .flatMap(plan -> last(plan).stream())
        .max((one, other) -> one.ended().compareTo(other.ended()));
  }

  /// Whether one of the whole route was ever complete.
  boolean isAudited() {
    return plans.stream()
        .filter(AuditRunner::isWhole)
        .flatMap(plan -> last(plan).stream())
        .anyMatch(AuditRecord::isComplete);
  }
}
