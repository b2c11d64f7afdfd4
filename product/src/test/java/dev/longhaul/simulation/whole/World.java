package dev.longhaul.simulation.whole;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Everything of one seed: time, two stores, a queue, and whoever judges.
final class World {
  /// The life on whose behalf a store does something.
  static final ScopedValue<Life> CALLER = ScopedValue.newInstance();

  /// Keys that the encodings of events, listings and orders tell apart (H4, H52, H75).
  static final List<String> NAMES =
      List.of("a", "a%2Bb", "a+b", "d/b", "a b", "\uFF5E", "\uD83D\uDE00", "d//b", "100%");

  /// So many keys are worth audits of a prefix.
  static final int MANY_KEYS = 5;

  /// A key that never changes: an empty source holds all deletes until a person looked (H60).
  static final ObjectKey ALWAYS = ObjectKey.of("always");

  private static final Duration CLOCKS_APART = Duration.ofMinutes(4);

  final Scenario scenario;
  final Simulation simulation;
  final SplittableRandom dice;
  final List<ObjectKey> keys;
  final Site source;
  final Site destination;
  final Judge judge;
  final EventQueue queue;
  private final Met met;
  private final @Nullable Consumer<String> trace;
  private boolean calm;
  private int late;
  private @Nullable String violation;
  private final List<Commit> commits = new ArrayList<>();

  private record Commit(String what, Instant at, Runnable change) {}

  /// @param met takes what really happens of all that may go wrong
  /// @param trace takes each line of what happens, `null` for nobody
  World(long seed, Scenario scenario, Met met, @Nullable Consumer<String> trace) {
    this.scenario = scenario;
    this.met = met;
    this.simulation = new Simulation(seed);
    this.dice = new SplittableRandom(seed + 1);
    this.trace = trace;
    this.keys = NAMES.subList(0, scenario.keys()).stream().map(ObjectKey::of).toList();
    this.source = new Site(this, true, scenario.source());
    this.destination = new Site(this, false, scenario.destination());
    this.judge = new Judge(this);
    this.queue = new EventQueue(this);
  }

  boolean goesWrong(Mishap mishap) {
    return !calm && scenario.has(mishap);
  }

  /// Whether it strikes here, one time in so many.
  boolean strikes(Mishap mishap, int oneIn) {
    boolean strikes = goesWrong(mishap) && dice.nextInt(oneIn) == 0;
    if (strikes) {
      met(mishap);
    }
    return strikes;
  }

  /// It made a difference.
  void met(Mishap mishap) {
    met.add(mishap);
  }

  /// Nothing goes wrong from now on.
  void calmDown() {
    calm = true;
    trace("world", "nothing goes wrong from now on");
  }

  ObjectKey toDestination(ObjectKey key) {
    return ObjectKey.of(scenario.prefix() + key.text());
  }

  ObjectKey toSource(ObjectKey key) {
    return ObjectKey.of(key.text().substring(scenario.prefix().length()));
  }

  // Time.

  long nanos() {
    return simulation.clock().nanos();
  }

  Instant now() {
    return simulation.clock().now();
  }

  void sleep(Duration duration) {
    simulation.clock().sleep(duration);
  }

  Duration upTo(Duration most) {
    return Duration.ofMillis(dice.nextLong(most.toMillis() + 1));
  }

  /// How far a clock of this world is ahead of the others.
  Duration clockAhead() {
    if (!scenario.has(Mishap.CLOCKS_DIFFER)) {
      return Duration.ZERO;
    }
    met(Mishap.CLOCKS_DIFFER);
    return upTo(CLOCKS_APART.multipliedBy(2)).minus(CLOCKS_APART);
  }

  /// The store does this within some minutes.
  void later(String what, Runnable change) {
    late++;
    commits.add(new Commit(what, now().plus(upTo(Duration.ofMinutes(6))), change));
  }

  /// Does what is late, as long as the world is not in peace and something is left.
  boolean commitLate() {
    while (!calm || !commits.isEmpty()) {
      sleep(Duration.ofSeconds(1));
      for (Commit commit : List.copyOf(commits)) {
        if (!commit.at.isAfter(now())) {
          commits.remove(commit);
          carryOut(commit);
        }
      }
    }
    return true;
  }

  private void carryOut(Commit commit) {
    try {
      commit.change.run();
      trace("late", commit.what + " is done");
    } catch (StoreException refused) {
      trace("late", commit.what + " -> " + refused.getMessage());
    }
    late--;
  }

  boolean owesNothing() {
    return late == 0;
  }

  // What is told.

  static Object caller() {
    return CALLER.isBound() ? CALLER.get() : "owner";
  }

  boolean isTraced() {
    return trace != null;
  }

  /// One line of what happens.
  void trace(Object who, String what) {
    if (trace != null) {
      trace.accept(
          "%s %-22s %s".formatted(now(), who + " " + simulation.worker(), Legible.line(what)));
    }
  }

  /// A rule was broken: the seed failed, whatever comes.
  void violated(String what) {
    trace("judge", "VIOLATED: " + what);
    if (violation == null) {
      violation = what;
    }
    throw new AssertionError(what);
  }

  void throwIfViolated() {
    if (violation != null) {
      throw new AssertionError(violation);
    }
  }

  boolean isViolated() {
    return violation != null;
  }
}
