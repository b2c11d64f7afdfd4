package dev.longhaul.store.calls;

/// The law by which the number of requests at once follows what a store and the way to it can bear.
/// Pure: a sample of some time in, the law for the time after it out.
///
/// It climbs while more requests move more, in large steps at first, goes back when a step brought
/// nothing, and rests. Then it tries whether fewer requests move as much, and goes on down while
/// they do; where they do not, it tries more again. So it comes to the foot of the plateau from
/// either side: no more requests than are of use. A store that throttles makes it step down at once
/// (H64).
///
/// How many it begins with follows from how long the way is: where an answer takes a fifth of a
/// second, it takes hundreds of requests at once to ask as much of a store as a few dozen do next
/// door.
///
/// @param bounds what it never leaves
/// @param streams requests that may be on their way at once
/// @param phase what the next sample is for
/// @param settled the number to go back to when a step brings nothing
/// @param baseline what was moved per second with `settled` streams, 0 when not known
/// @param rest samples left until the next try, while resting
public record ConcurrencyLimit(
    Bounds bounds, int streams, Phase phase, int settled, double baseline, int rest) {
  /// What counts as more, so that chance does not.
  private static final double GAIN = 1.05;

  /// What counts as less. A step takes an eighth, so where each request counts it shows.
  private static final double LOSS = 0.98;

  /// What is left after being throttled.
  private static final double CUT = 0.7;

  /// Samples in which what was on its way when the limit went down still comes back throttled.
  private static final int STORM = 3;

  /// Samples between two tries.
  private static final int REST = 12;

  /// What the average at rest takes over of a new sample.
  private static final double FRESH = 0.25;

  /// Requests per second to begin with. S3 takes 3,500 writes a second to each prefix; a store that
  /// does not bear this many throttles, and the law steps down at once.
  private static final double FIRST_RATE = 2_000;

  /// Bytes that a request counts for besides those of its body, for otherwise a million small
  /// objects would move nothing.
  private static final double REQUEST = 32 << 10;

  /// Between which numbers, and where to begin.
  public record Bounds(int min, int start, int max) {
    /// For a store of unknown strength.
    public static final Bounds DEFAULT = new Bounds(4, 48, 512);

    public Bounds {
      if (min < 1 || start < min || max < start) {
        throw new IllegalArgumentException(
            "bounds rise from at least 1: " + min + ", " + start + ", " + max);
      }
    }
  }

  /// What the law is about to find out.
  public enum Phase {
    /// Nothing is known of the store and the way to it.
    NEW,
    /// A large step was made; its effect is not to be seen yet.
    LEAPING,
    /// The effect of a large step is to be judged by the next sample.
    LEAPT,
    /// A small step was made; its effect is not to be seen yet.
    STEPPING,
    /// The effect of a small step is to be judged by the next sample.
    STEPPED,
    /// A step down was made; its effect is not to be seen yet.
    SINKING,
    /// The effect of a step down is to be judged by the next sample.
    SUNK,
    /// No step was made for a while.
    RESTING
  }

  /// What happened in some time.
  ///
  /// @param nanos how long it was
  /// @param calls requests that ended
  /// @param bytes of bodies that moved
  /// @param throttled requests that were throttled
  /// @param saturated whether all streams were in use at some moment; if not, the limit limited
  ///   nothing, and nothing can be learned of it
  /// @param fastest nanoseconds of the request that was answered soonest so far
  public record Sample(
      long nanos, long calls, long bytes, long throttled, boolean saturated, long fastest) {
    double movedPerSecond() {
      return (bytes + calls * REQUEST) * 1e9 / Math.max(1, nanos);
    }
  }

  /// The law before the first sample.
  public static ConcurrencyLimit of(Bounds bounds) {
    return new ConcurrencyLimit(bounds, bounds.start, Phase.NEW, bounds.start, 0, 0);
  }

  /// The law after this sample.
  public ConcurrencyLimit after(Sample sample) {
    if (sample.throttled > 0) {
      return throttled();
    }
    if (phase == Phase.NEW) {
      return begun(sample.fastest);
    }
    if (!sample.saturated) {
      return this;
    }
    double moved = sample.movedPerSecond();
    return switch (phase) {
      case NEW -> this;
      case LEAPING -> in(Phase.LEAPT);
      case STEPPING -> in(Phase.STEPPED);
      case SINKING -> in(Phase.SUNK);
      case LEAPT -> moved > baseline * GAIN ? climb(moved, streams / 2) : back();
      case STEPPED -> moved > baseline * GAIN ? climb(moved, streams / 8) : back();
      case SUNK -> moved >= baseline * LOSS ? sink(baseline) : back().climb(baseline, settled / 8);
      case RESTING -> rested(moved);
    };
  }

  private ConcurrencyLimit begun(long fastest) {
    double first = Math.min(bounds.max, FIRST_RATE * fastest / 1e9);
    return new ConcurrencyLimit(
        bounds, Math.max(bounds.start, (int) first), Phase.LEAPT, settled, 0, 0);
  }

  /// Down, but once for one storm: what is throttled just after was on its way before.
  private ConcurrencyLimit throttled() {
    if (phase == Phase.RESTING && rest > REST - STORM) {
      return resting(streams, baseline, rest - 1);
    }
    return resting((int) (streams * CUT), 0, REST);
  }

  private ConcurrencyLimit rested(double moved) {
    double average = baseline == 0 ? moved : baseline * (1 - FRESH) + moved * FRESH;
    return rest > 0 ? resting(streams, average, rest - 1) : sink(average);
  }

  /// What was moved before the first step down stays the measure of all that follow, so that many
  /// small losses do not add up.
  private ConcurrencyLimit sink(double moved) {
    if (streams <= bounds.min) {
      return climb(moved, streams / 8);
    }
    int fewer = Math.max(bounds.min, streams - Math.max(1, streams / 8));
    return new ConcurrencyLimit(bounds, fewer, Phase.SINKING, streams, moved, 0);
  }

  private ConcurrencyLimit climb(double moved, int step) {
    if (streams >= bounds.max) {
      return resting(bounds.max, moved, REST);
    }
    boolean leaps = step > streams / 8;
    int more = Math.min(bounds.max, streams + Math.max(1, step));
    return new ConcurrencyLimit(
        bounds, more, leaps ? Phase.LEAPING : Phase.STEPPING, streams, moved, 0);
  }

  private ConcurrencyLimit back() {
    return resting(settled, baseline, REST);
  }

  private ConcurrencyLimit resting(int streams, double baseline, int rest) {
    int kept = Math.clamp(streams, bounds.min, bounds.max);
    return new ConcurrencyLimit(bounds, kept, Phase.RESTING, kept, baseline, rest);
  }

  private ConcurrencyLimit in(Phase next) {
    return new ConcurrencyLimit(bounds, streams, next, settled, baseline, rest);
  }
}
