package dev.longhaul.replicate;

import java.time.Duration;

/// What share of a route's events is to be proved within which time, and the law by which missing
/// it is told from a bad minute.
///
/// The burn rate says how many times faster than allowed events are late: 1 uses up exactly what
/// the objective leaves. It is looked at over two windows at once: the longer shows that it
/// matters, the shorter that it still goes on. This is the multi-window, multi-burn-rate alert of
/// "The Site Reliability Workbook", chapter 5, with its windows and rates.
///
/// @param share from 0 to 1, both exclusive
public record LagObjective(double share, Duration within) {
  /// 99 percent within a minute.
  public static final LagObjective USUAL = new LagObjective(0.99, Duration.ofMinutes(1));

  private static final double FAST = 14.4;
  private static final double SLOW = 6;

  public LagObjective {
    if (!(share > 0 && share < 1) || within.isNegative() || within.isZero()) {
      throw new IllegalArgumentException(
          "an objective is a share between 0 and 1 within some time");
    }
  }

  /// Where the two pairs of windows reach.
  enum Pair {
    FAST(Duration.ofMinutes(5), Duration.ofHours(1), LagObjective.FAST),
    SLOW(Duration.ofMinutes(30), Duration.ofHours(6), LagObjective.SLOW);

    final Duration shorter;
    final Duration longer;
    private final double rate;

    Pair(Duration shorter, Duration longer, double rate) {
      this.shorter = shorter;
      this.longer = longer;
      this.rate = rate;
    }
  }

  /// How many times faster than allowed events were late.
  double burn(Share seen) {
    return seen.all() == 0 ? 0 : (double) seen.late() / seen.all() / (1 - share);
  }

  /// From which burn rate on the objective is missed. An objective that allows much cannot be burnt
  /// fast: there it is missed once half of all events are late, or as many as it allows.
  double limit(Pair pair) {
    double most = 1 / (1 - share);
    return Math.max(1, Math.min(pair.rate, most / 2));
  }

  /// Whether a lag is more than the objective allows.
  boolean isLate(Duration lag) {
    return lag.compareTo(within) > 0;
  }

  /// Events of a window.
  ///
  /// @param all events that were proved or given up, and those that wait too long already
  /// @param late those of them that missed the time
  record Share(long all, long late) {
    /// With others that are late.
    Share plusLate(long others) {
      return new Share(all + others, late + others);
    }
  }
}
