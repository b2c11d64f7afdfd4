package dev.longhaul.reconcile;

import dev.longhaul.effect.Clock;
import dev.longhaul.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The breaker of a route that runs for years: within any span of time it deletes at most so many
/// keys or such a share of the destination's keys, whichever is more. Thread-safe.
///
/// Once it is open it stays open until a person lets the held deletes go; time alone never closes
/// it, since whoever deletes by mistake goes on doing so (H61). What it counted, and that it is
/// open, outlive the process.
public final class WindowBreaker implements DeleteBreaker {
  private static final String OPEN = "deletes.held";
  private static final String WINDOW = "deletes.window";
  private static final Pattern WRITTEN =
      Pattern.compile("(\\d{1,15}) (\\d{1,15}) since (\\d{1,15})");

  private final Clock clock;
  private final Limits limits;
  private final Ledger.Facts facts;
  private final AtomicReference<State> state;

  /// @param keys deletes allowed whatever the share
  /// @param share deletes allowed as a share of the destination's keys, 0 to 1
  /// @param span within which they count
  public record Limits(long keys, double share, Duration span) {
    public Limits {
      if (keys < 0 || !(share >= 0 && share <= 1) || span.isNegative() || span.isZero()) {
        throw new IllegalArgumentException(
            "a breaker admits 0 keys or more and a share of 0 to 1 in some time, not "
                + keys
                + ", "
                + share
                + " and "
                + span);
      }
    }
  }

  /// @param before deletes admitted in the span before
  /// @param now deletes admitted in this span
  /// @param since when this span began, by the monotonic timer
  private record State(long known, long before, long now, long since, boolean open, boolean did) {}

  /// @param facts where it finds and leaves what must outlive the process
  public WindowBreaker(Clock clock, Limits limits, Ledger.Facts facts) {
    this.clock = clock;
    this.limits = limits;
    this.facts = facts;
    boolean open = facts.find(OPEN).filter("yes"::equals).isPresent();
    State fresh = new State(0, 0, 0, clock.nanos(), open, false);
    this.state = new AtomicReference<>(facts.find(WINDOW).flatMap(this::read).orElse(fresh));
  }

  /// What is damaged counts for nothing; a span that began in the future began now.
  private Optional<State> read(String written) {
    Matcher matcher = WRITTEN.matcher(written);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Instant since = Instant.ofEpochMilli(Long.parseLong(matcher.group(3)));
    Duration passed = Duration.between(since, clock.now());
    Duration counted = passed.isNegative() ? Duration.ZERO : passed;
    Duration most = limits.span().multipliedBy(2);
    long ago = (counted.compareTo(most) < 0 ? counted : most).toNanos();
    boolean open = facts.find(OPEN).filter("yes"::equals).isPresent();
    return Optional.of(
        new State(
            0,
            Long.parseLong(matcher.group(1)),
            Long.parseLong(matcher.group(2)),
            clock.nanos() - ago,
            open,
            false));
  }

  /// Writes again what changed meanwhile: whoever changed it may have written before this did.
  private void write() {
    State now;
    do {
      now = state.get();
      Instant since = clock.now().minusNanos(clock.nanos() - now.since);
      facts.record(WINDOW, now.before + " " + now.now + " since " + since.toEpochMilli());
      facts.record(OPEN, now.open ? "yes" : "no");
    } while (!now.equals(state.get()));
  }

  /// How many keys the destination has, as the last complete listing counted them.
  public void know(long keys) {
    state.updateAndGet(was -> new State(keys, was.before, was.now, was.since, was.open, was.did));
  }

  @Override
  public boolean admit() {
    long nanos = clock.nanos();
    boolean may = state.updateAndGet(was -> admitted(turned(was, nanos))).did;
    write();
    return may;
  }

  private State admitted(State was) {
    long limit = Math.max(limits.keys, (long) (limits.share * was.known));
    boolean may = !was.open && was.before + was.now < limit;
    return new State(was.known, was.before, may ? was.now + 1 : was.now, was.since, !may, may);
  }

  /// Two spans in a row bound what any span sees, at the price of being stricter than asked.
  private State turned(State was, long nanos) {
    long span = limits.span.toNanos();
    long passed = nanos - was.since;
    if (passed < span) {
      return was;
    }
    long before = passed < 2 * span ? was.now : 0;
    return new State(was.known, before, 0, nanos, was.open, was.did);
  }

  /// Whether deletes are held back.
  public boolean isOpen() {
    return state.get().open;
  }

  /// Holds every delete from now on, for a reason that counting does not show: the source lists
  /// nothing any more (H60).
  public void open() {
    state.updateAndGet(was -> new State(was.known, was.before, was.now, was.since, true, was.did));
    write();
  }

  /// A person looked at all that was held: the limits count again from zero.
  public void close() {
    state.updateAndGet(was -> new State(was.known, 0, 0, clock.nanos(), false, was.did));
    write();
  }
}
