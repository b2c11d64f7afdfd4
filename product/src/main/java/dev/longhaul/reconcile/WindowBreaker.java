package dev.longhaul.reconcile;

import dev.longhaul.effect.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/// The breaker of a route that runs for years: within any span of time it deletes at most so many
/// keys or such a share of the destination's keys, whichever is more. Thread-safe.
///
/// Once it is open it stays open until a person lets the held deletes go; time alone never closes
/// it, since whoever deletes by mistake goes on doing so (H61).
public final class WindowBreaker implements DeleteBreaker {
  private final Clock clock;
  private final Limits limits;
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
  /// @param allowed what a person allowed beyond the limits and is not used up
  private record State(
      long known, long before, long now, long since, long allowed, boolean open, boolean did) {}

  /// A closed breaker.
  ///
  /// @param open whether it was open when the process ended before
  public WindowBreaker(Clock clock, Limits limits, boolean open) {
    this.clock = clock;
    this.limits = limits;
    this.state = new AtomicReference<>(new State(0, 0, 0, clock.nanos(), 0, open, false));
  }

  /// How many keys the destination has, as the last complete listing counted them.
  public void know(long keys) {
    state.updateAndGet(
        was -> new State(keys, was.before, was.now, was.since, was.allowed, was.open, was.did));
  }

  @Override
  public boolean admit() {
    long nanos = clock.nanos();
    return state.updateAndGet(was -> admitted(turned(was, nanos))).did;
  }

  private State admitted(State was) {
    if (was.allowed > 0) {
      return new State(was.known, was.before, was.now, was.since, was.allowed - 1, was.open, true);
    }
    long limit = Math.max(limits.keys, (long) (limits.share * was.known));
    boolean may = !was.open && was.before + was.now < limit;
    return new State(was.known, was.before, may ? was.now + 1 : was.now, was.since, 0, !may, may);
  }

  /// Two spans in a row bound what any span sees, at the price of being stricter than asked.
  private State turned(State was, long nanos) {
    long span = limits.span.toNanos();
    long passed = nanos - was.since;
    if (passed < span) {
      return was;
    }
    long before = passed < 2 * span ? was.now : 0;
    return new State(was.known, before, 0, nanos, was.allowed, was.open, was.did);
  }

  /// Whether deletes are held back.
  public boolean isOpen() {
    return state.get().open;
  }

  /// Holds every delete from now on, for a reason that counting does not show: the source lists
  /// nothing any more (H60).
  public void open() {
    state.updateAndGet(
        was -> new State(was.known, was.before, was.now, was.since, 0, true, was.did));
  }

  /// A person looked and wants so many deletes done; then the limits count again from zero.
  public void allow(long deletes) {
    state.updateAndGet(was -> new State(was.known, 0, 0, clock.nanos(), deletes, false, was.did));
  }
}
