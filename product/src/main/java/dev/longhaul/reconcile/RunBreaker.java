package dev.longhaul.reconcile;

import java.util.concurrent.atomic.AtomicLong;

/// The breaker of one run: it deletes at most so many keys or such a share of the destination's
/// keys, whichever is more. Thread-safe.
///
/// Once it is open it stays open for the run; whoever wants more deletes says so and runs again.
public final class RunBreaker implements DeleteBreaker {
  private final long keys;
  private final double share;
  private final AtomicLong known = new AtomicLong();
  private final AtomicLong admitted = new AtomicLong();
  private final AtomicLong held = new AtomicLong();

  /// A breaker with these limits.
  ///
  /// @param keys deletes allowed whatever the share
  /// @param share deletes allowed as a share of the destination's keys, 0 to 1
  public RunBreaker(long keys, double share) {
    if (keys < 0 || !(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "a breaker admits 0 keys or more and a share of 0 to 1, not " + keys + " and " + share);
    }
    this.keys = keys;
    this.share = share;
  }

  /// Adds to the number of keys the destination is known to have. A scan counts all of them before
  /// the first of its deletes is tried.
  public void addKnown(long count) {
    known.addAndGet(count);
  }

  @Override
  public boolean admit() {
    long limit = Math.max(keys, (long) (share * known.get()));
    while (held.get() == 0) {
      long before = admitted.get();
      if (before >= limit) {
        break;
      }
      if (admitted.compareAndSet(before, before + 1)) {
        return true;
      }
    }
    held.incrementAndGet();
    return false;
  }

  /// Deletes that were held back; the breaker is open when there are any.
  public long held() {
    return held.get();
  }
}
