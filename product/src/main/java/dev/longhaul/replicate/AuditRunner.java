package dev.longhaul.replicate;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Monitor;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.LedgerFiles;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.scan.PassEngine;
import dev.longhaul.scan.SourceDoubt;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Runs audits of a route when they are due, one at a time: either those of the whole route, or
/// those of prefixes that are listed often, so that these never wait for a long one. Thread-safe.
final class AuditRunner {
  /// The fact by which `ledger rebuild` and people ask for an audit; its value says why.
  static final String WANTED = LedgerFiles.AUDIT_WANTED;

  /// The fact of how many keys the source listed when an audit last was complete and held nothing.
  private static final String KEYS = "audit.keys";

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final List<AuditPlan> plans;
  private final Work work;
  private final Monitor monitor;
  private final Clock clock;
  private final Consumer<AuditRecord> ended;
  private boolean ready;
  private boolean stopped;
  private @Nullable AuditWish asked;
  private @Nullable Audit running;

  /// What all audits of a route share.
  ///
  /// @param engine what reconciles a key, in its turn
  /// @param mostGone the share of the source that may be gone between two audits
  /// @param outcomes is told what becomes of every candidate
  record Work(
      AuditWork make,
      PassEngine engine,
      Ledger ledger,
      Gate gate,
      Overflow overflow,
      double mostGone,
      Consumer<Outcome> outcomes) {
    Ledger.Facts facts() {
      return ledger.facts();
    }
  }

  /// @param ended is told how each audit ended
  AuditRunner(
      List<AuditPlan> plans, Work work, Monitor monitor, Clock clock, Consumer<AuditRecord> ended) {
    this.plans = List.copyOf(plans);
    this.work = work;
    this.monitor = monitor;
    this.clock = clock;
    this.ended = ended;
    this.asked =
        isOfWholeRoute()
            ? work.facts()
                .find(AuditWish.FACT)
                .filter(line -> !line.isEmpty())
                .map(AuditWish::of)
                .orElse(null)
            : null;
  }

  /// Whether there is anything to run without being asked.
  boolean hasPlans() {
    return !plans.isEmpty();
  }

  /// Events are being received: from now on an audit misses nothing that they do not tell (H57).
  void ready() {
    monitor.enter(() -> ready = true);
  }

  /// A person wants one now.
  void ask(AuditKind kind, double share) {
    AuditWish wish = new AuditWish(kind, share, clock.now());
    work.facts().record(AuditWish.FACT, wish.line());
    monitor.enter(() -> asked = wish);
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
      boolean paused = work.gate().isPaused();
      if (!due.at().isAfter(now) && !paused) {
        run(due);
      } else {
        Duration until = Duration.between(now, due.at());
        boolean soon = !paused && until.compareTo(LONGEST_WAIT) < 0;
        Duration wait = soon ? until.plusMillis(1) : LONGEST_WAIT;
        monitor.when(() -> stopped || (asked != null && !paused), wait, () -> true);
      }
    }
    return true;
  }

  /// Which audit is next, and when.
  ///
  /// @param wish for which it is, `null` for none
  private record Due(AuditPlan plan, Instant at, @Nullable AuditWish wish) {
    Due(AuditPlan plan, Instant at) {
      this(plan, at, null);
    }
  }

  private Due next(Instant now) {
    AuditWish wish = monitor.enter(() -> asked);
    if (wish != null) {
      return new Due(wish.plan(), now, wish);
    }
    Due first = null;
    boolean wanted = work.facts().find(WANTED).filter(why -> !why.isEmpty()).isPresent();
    for (AuditPlan plan : plans) {
      boolean repairs = plan.seesAll() && plan.kind() != AuditKind.DEEP;
      AuditRecord last = last(plan.name()).orElse(null);
      Instant at = wanted && repairs ? plan.soonest(last) : plan.due(last);
      if (first == null || at.isBefore(first.at())) {
        first = new Due(plan, at);
      }
    }
    if (isOfWholeRoute() && work.overflow().wantsAudit()) {
      Instant at = AuditPlan.OVERFLOW.soonest(last(AuditPlan.OVERFLOW.name()).orElse(null));
      first = first == null || at.isBefore(first.at()) ? new Due(AuditPlan.OVERFLOW, at) : first;
    }
    if (first == null) {
      throw new IllegalStateException("a route has at least one audit");
    }
    return first;
  }

  private boolean isOfWholeRoute() {
    return plans.stream().anyMatch(AuditPlan::isWhole);
  }

  private void run(Due due) {
    AuditPlan plan = due.plan();
    long overflowed = work.overflow().now();
    Audit audit = new Audit(plan, work, doubt(plan), clock, occasion(due, overflowed));
    boolean go =
        monitor.enter(() -> {
          running = stopped ? null : audit;
          return running != null;
        });
    if (!go) {
      return;
    }
    try {
      AuditRecord record = audit.run();
      if (record.isComplete() && plan.seesAll()) {
        work.facts().record(WANTED, "");
        know(record, audit.holdsDeletes());
      }
      if (record.isComplete() && plan.seesWhatEventsTell()) {
        work.overflow().found(overflowed);
      }
      work.facts().record(fact(plan.name()), record.line());
      if (plan.isWhole() || record.result() != AuditRecord.Result.EQUAL) {
        ended.accept(record);
      }
      if (due.wish() != null && (record.isComplete() || !isStopped())) {
        grant(due.wish());
      }
    } finally {
      monitor.enter(() -> running = null);
    }
  }

  /// What was listed on another occasion says nothing: not of a key whose hint was not kept since,
  /// and nobody who asks for an audit gets the rest of another.
  private static String occasion(Due due, long overflowed) {
    AuditWish wish = due.wish();
    if (wish != null) {
      return "asked for at " + wish.at();
    }
    boolean rests = overflowed > 0 && due.plan().seesWhatEventsTell();
    return rests ? "after " + overflowed + " hints that were not kept" : "";
  }

  /// The wish is fulfilled, as far as it could be; another one may have come meanwhile.
  private void grant(AuditWish wish) {
    boolean last =
        monitor.enter(() -> {
          boolean same = wish.equals(asked);
          asked = same ? null : asked;
          return same;
        });
    if (last) {
      work.facts().record(AuditWish.FACT, "");
    }
  }

  /// A prefix may well be empty, and says nothing of the rest: its deletes are proved and counted
  /// one by one like those of events.
  private SourceDoubt doubt(AuditPlan plan) {
    long before = work.facts().find(KEYS).map(Long::parseLong).orElse(0L);
    return plan.seesAll()
        ? new SourceDoubt(false, before, work.mostGone())
        : SourceDoubt.ofEmpty(true);
  }

  /// As long as deletes are held because the source shrank, what it listed before counts.
  private void know(AuditRecord record, boolean held) {
    if (!held) {
      work.facts().record(KEYS, Long.toString(record.keys()));
    }
  }

  private boolean isStopped() {
    return monitor.enter(() -> stopped);
  }

  boolean isRunning() {
    return monitor.enter(() -> running != null);
  }

  private static String fact(String name) {
    return "audit." + name;
  }

  private Optional<AuditRecord> last(String name) {
    return work.facts().find(fact(name)).map(AuditRecord::of);
  }

  /// Why one is wanted out of turn, if one is.
  Optional<String> wanted() {
    return work.overflow()
        .gap()
        .map(gap ->
            String.format(
                Locale.ROOT,
                "%,d events since %s were not kept, because too many hints waited",
                gap.hints(),
                gap.since().truncatedTo(ChronoUnit.SECONDS)))
        .or(() -> work.facts().find(WANTED).filter(why -> !why.isEmpty()));
  }

  /// How the latest one of the whole route ended, be it that it was due or that a person asked.
  Optional<AuditRecord> last() {
    return ofWholeRoute().max((one, other) -> one.ended().compareTo(other.ended()));
  }

  /// Whether one that sees all of the route was ever complete.
  boolean isAudited() {
    return ofWholeRoute().anyMatch(record -> record.isComplete() && record.kind().seesAll());
  }

  private Stream<AuditRecord> ofWholeRoute() {
    return Stream.concat(
            plans.stream().filter(AuditPlan::isWhole).map(AuditPlan::name),
            Stream.of(AuditPlan.ASKED, AuditPlan.OVERFLOW.name()))
        .flatMap(name -> last(name).stream());
  }
}
