package dev.longhaul.replicate;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Lifetime;
import dev.longhaul.effect.Randomness;
import dev.longhaul.effect.Workers;
import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.LedgerException;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.route.Route;
import dev.longhaul.store.Failure;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps one route equal, for years: works on every hint until it is proved, audits when it is
/// time, and says how it fares. Thread-safe.
public final class Replication {
  /// How often parked keys get another try; an audit tries them too.
  private static final Duration PARKED_AGAIN = Duration.ofMinutes(30);

  /// Parked keys tried again at once at most.
  private static final int PARKED_MAX = 10_000;

  private static final String PAUSED = "paused";

  /// Held deletes that are written down; more than these a person would not read, and the next
  /// audit finds them again.
  private static final long HELD_MAX = 10_000;

  private final RouteParts parts;
  private final Effects effects;
  private final RouteListener listener;
  private final HintQueue queue;
  private final Gate gate;
  private final KeyTurns turns = new KeyTurns();
  private final HintWorker worker;
  private final RouteFigures figures;
  private final RouteNews news;

  /// Audits of the whole route.
  private final AuditRunner audits;

  /// Those of prefixes.
  private final AuditRunner rounds;

  private final Overflow overflow;
  private final Lifetime lifetime;

  /// What replication needs of the world.
  public record Effects(Workers workers, Clock clock, Randomness randomness) {}

  /// @param objective what its lag is held against
  public Replication(
      RouteParts parts, Effects effects, RouteListener listener, LagObjective objective) {
    this.parts = parts;
    this.effects = effects;
    this.listener = listener;
    this.lifetime = new Lifetime(effects.workers());
    Ledger ledger = parts.ledger();
    boolean paused = ledger.facts().find(PAUSED).filter("yes"::equals).isPresent();
    this.gate = new Gate(effects.workers().monitor(), effects.clock(), paused);
    this.queue =
        new HintQueue(
            effects.workers().monitor(), effects.clock(), ledger.hints(), parts.limits().room());
    this.overflow =
        new Overflow(
            ledger, effects.workers().monitor(), effects.clock(), parts.limits().pending());
    this.figures = new RouteFigures(ledger, objective, effects.clock(), effects.workers());
    this.news = new RouteNews(parts, listener, figures, gate, effects.workers().monitor());
    this.worker =
        new HintWorker(
            new HintWorker.Shared(ledger.hints(), parts.engine(), gate, turns, news::settled),
            effects.clock(),
            effects.randomness());
    InTurn inTurn =
        new InTurn(
            parts.engine(),
            gate,
            turns,
            new WaitingDeletes(ledger, effects.clock(), parts.route().policy().deleteGrace()));
    AuditRunner.Work work =
        new AuditRunner.Work(
            parts.work(),
            inTurn.engine(),
            ledger,
            gate,
            overflow,
            parts.limits().mostGone(),
            this::audited);
    this.audits = runner(work, true);
    this.rounds = runner(work, false);
  }

  /// @param whole whether for audits of the whole route, else for those of prefixes
  private AuditRunner runner(AuditRunner.Work work, boolean whole) {
    return new AuditRunner(
        parts.audits().stream().filter(plan -> plan.isWhole() == whole).toList(),
        work,
        effects.workers().monitor(),
        effects.clock(),
        record -> listener.audited(parts.name(), record));
  }

  public String name() {
    return parts.name();
  }

  public Route route() {
    return parts.route();
  }

  /// Facts of the route's ledger, for whoever has something of the route to remember.
  public Ledger.Facts facts() {
    return parts.ledger().facts();
  }

  /// Whether a key of the source is one of the route's.
  public boolean isAbout(ObjectKey key) {
    return key.startsWith(route().mapping().source()) && route().filter().accepts(key);
  }

  /// Works until it is stopped.
  ///
  /// @throws RuntimeException what nobody foresaw, such as a ledger that cannot be written
  public void run() {
    try (Workers.Group group = effects.workers().open("route " + parts.name())) {
      lifetime.start(
          group,
          () -> {
            queue.feed();
            return true;
          });
      for (int number = 0; number < parts.limits().workers(); number++) {
        lifetime.start(group, () -> worker.work(queue));
      }
      lifetime.start(group, audits::run);
      if (rounds.hasPlans()) {
        lifetime.start(group, rounds::run);
      }
      lifetime.start(group, this::tryParkedAgain);
      lifetime.start(group, this::keepFigures);
      try {
        lifetime.awaitEnd();
      } finally {
        audits.stop();
        rounds.stop();
        queue.stop();
        gate.stop();
        queue.awaitNoneInFlight(parts.limits().grace());
        group.cancel();
      }
    }
    Throwable thrown = lifetime.failure().orElse(null);
    if (thrown != null) {
      throw RouteFailure.of(parts.name(), thrown);
    }
    figures.write();
  }

  /// Whatever a key was parked for may have been mended meanwhile.
  private boolean tryParkedAgain() {
    while (!lifetime.endsWithin(PARKED_AGAIN)) {
      List<Hint> again =
          parked(null, PARKED_MAX).stream()
              .map(key -> Hint.of(key.key(), Hint.Cause.SCAN, effects.clock().now()))
              .toList();
      addWhereThereIsRoom(again);
    }
    return true;
  }

  /// Hints that come again by themselves: a full disk costs them their turn and nothing else.
  private void addWhereThereIsRoom(List<Hint> again) {
    try {
      if (!again.isEmpty()) {
        add(again);
      }
    } catch (LedgerException failed) {
      if (!failed.isFull()) {
        throw failed;
      }
      listener.remark(String.valueOf(failed.getMessage()));
    }
  }

  private boolean keepFigures() {
    while (!lifetime.endsWithin(RouteFigures.WRITTEN_EVERY)) {
      figures.write();
    }
    return true;
  }

  /// Asks it to stop: nothing new is begun, what is in flight gets its grace. Returns at once.
  public void stop() {
    lifetime.end();
  }

  /// The route's intakes receive, so audits may begin (H57).
  public void ready() {
    audits.ready();
    rounds.ready();
  }

  /// Takes hints; on disk when it returns.
  void add(List<Hint> hints) {
    parts.ledger().hints().add(hints, effects.clock().now());
    figures.hinted(hints.size());
    queue.wake();
  }

  /// Does not keep so many hints of events, because too many wait already, but notes that there
  /// were some, on disk when it returns: an audit finds what they told, once there is room.
  void overflow(int hints) {
    if (overflow.add(hints)) {
      listener.remark(
          "route "
              + name()
              + ": too many hints wait already, so what events tell is not kept from now on; an"
              + " audit finds it by itself once half of them are worked off");
    }
    figures.overflowed(hints);
  }

  /// How many more hints there is room for in the ledger.
  public long room() {
    return overflow.room();
  }

  /// A delete that an audit held back waits as a hint, like everything else. Whatever made the
  /// audit hold it, no event may do it either until a person looked.
  private void audited(Outcome outcome) {
    if (outcome instanceof Outcome.DeleteHeld(ObjectKey key)) {
      parts.breaker().open();
      if (parts.ledger().hints().backlog().held() < HELD_MAX) {
        addWhereThereIsRoom(List.of(Hint.of(key, Hint.Cause.SCAN, effects.clock().now())));
      }
    }
    news.audited(outcome);
  }

  /// Its stores could not be opened, or do not serve; told until `served`, while it takes hints but
  /// works on none.
  public void refused(Failure why) {
    gate.failed(why, true);
    news.ofStores();
  }

  /// Its stores were opened, and serve.
  public void served() {
    gate.succeeded();
    news.ofStores();
  }

  /// Begins nothing new, or goes on; also after a restart.
  public void pause(boolean wanted) {
    parts.ledger().facts().record(PAUSED, wanted ? "yes" : "no");
    gate.pause(wanted);
  }

  /// The number of the delete that was held last; 0 when none is.
  public long lastHeldDelete() {
    return parts.ledger().held().last();
  }

  /// Lets the deletes go that were held up to this number, after a person looked at them. Each is
  /// proved again before it is done. Returns how many they are; once none is held any more, further
  /// ones are done within the limits.
  public long releaseDeletes(long upTo) {
    long released = parts.ledger().held().release(upTo, effects.clock().now());
    if (parts.ledger().hints().backlog().held() == 0) {
      parts.breaker().close();
    }
    queue.wake();
    return released;
  }

  /// Some of the keys whose deletes are held, in key order.
  public List<ObjectKey> heldDeletes(@Nullable ObjectKey after, int most) {
    return parts.ledger().held().list(after, most);
  }

  /// Some of the keys that are parked, in key order.
  public List<ParkedKey> parked(@Nullable ObjectKey after, int most) {
    return parts.ledger().parked().list(after, most);
  }

  /// Has these keys worked on now, as a person wants it. Keys the route is not about are kept as
  /// they are.
  public void reconcile(List<ObjectKey> keys) {
    add(keys.stream().map(key -> Hint.of(key, Hint.Cause.PERSON, effects.clock().now())).toList());
  }

  /// Begins an audit now, after the one under way; after a restart it goes on.
  public void audit(AuditKind kind, double share) {
    audits.ask(kind, share);
  }

  /// What became of its keys since the process began; cheaper than `status`.
  public RouteCounts counts() {
    return figures.counts();
  }

  /// How it fares at this moment. Cheap: may be asked every second.
  public RouteStatus status() {
    Ledger.Backlog backlog = parts.ledger().hints().backlog();
    long parked = parts.ledger().parked().count();
    return new RouteStatus(
        parts.name(),
        condition(backlog, parked),
        new RouteStatus.Work(backlog, queue.inFlight(), parked),
        figures.lag(),
        figures.counts(),
        gate.trouble().orElse(null),
        new RouteStatus.Audits(
            audits.last().orElse(null), audits.isRunning(), audits.wanted().orElse(null)),
        figures.history());
  }

  private RouteStatus.Condition condition(Ledger.Backlog backlog, long parked) {
    if (gate.isPaused()) {
      return RouteStatus.Condition.PAUSED;
    }
    if (gate.trouble().isPresent()) {
      return RouteStatus.Condition.TROUBLED;
    }
    if (parts.breaker().isOpen() || backlog.held() > 0) {
      return RouteStatus.Condition.DELETES_HELD;
    }
    if (!audits.isAudited()) {
      return RouteStatus.Condition.UNAUDITED;
    }
    if (audits.wanted().isPresent()) {
      return RouteStatus.Condition.AUDIT_WANTED;
    }
    if (backlog.pending() > 0) {
      return RouteStatus.Condition.BEHIND;
    }
    return parked > 0 ? RouteStatus.Condition.EQUAL_BUT_PARKED : RouteStatus.Condition.EQUAL;
  }
}
