package dev.longhaul.demo;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A store on a bad day, from its beginning to its end: now and then a connection is cut, an answer
/// is lost or late, and for seconds on end most requests are told to slow down.
final class Troubles implements RelayRule {
  private static final int CUT_IN = 150;
  private static final int LOST_IN = 150;
  private static final int BUSY_IN = 100;
  private static final int LATE_IN = 60;
  private static final int MOST_LATE_MILLIS = 1_500;
  private static final Duration MOST_BETWEEN_BURSTS = Duration.ofSeconds(25);
  private static final Duration LONGEST_BURST = Duration.ofSeconds(4);

  private final SplittableRandom random;
  private final RelayRule looking;
  private final ConcurrentSkipListMap<Verdict, AtomicLong> counts = new ConcurrentSkipListMap<>();
  private volatile boolean bad;
  private long burstBegins;
  private long burstEnds;

  /// @param looking is asked about every request and told every answer; its verdict does not count
  Troubles(long seed, RelayRule looking) {
    this.random = new SplittableRandom(seed);
    this.looking = looking;
    this.burstEnds = System.nanoTime();
    this.burstBegins = burstEnds;
  }

  @Override
  public Verdict judge(RelayedRequest request) {
    looking.judge(request);
    if (!bad) {
      return Verdict.PASS;
    }
    LockSupport.parkNanos(late());
    Verdict verdict = choose(System.nanoTime());
    counts.computeIfAbsent(verdict, _ -> new AtomicLong()).incrementAndGet();
    return verdict;
  }

  private synchronized long late() {
    int millis = random.nextInt(LATE_IN) == 0 ? random.nextInt(MOST_LATE_MILLIS) : 0;
    return Duration.ofMillis(millis).toNanos();
  }

  private synchronized Verdict choose(long now) {
    if (now - burstEnds > 0) {
      burstBegins = now + random.nextLong(MOST_BETWEEN_BURSTS.toNanos());
      burstEnds = burstBegins + random.nextLong(LONGEST_BURST.toNanos());
    }
    if (now - burstBegins > 0 && random.nextInt(4) > 0) {
      return Verdict.BUSY;
    }
    if (random.nextInt(CUT_IN) == 0) {
      return Verdict.CUT;
    }
    if (random.nextInt(LOST_IN) == 0) {
      return Verdict.LOSE_ANSWER;
    }
    return random.nextInt(BUSY_IN) == 0 ? Verdict.BUSY : Verdict.PASS;
  }

  @Override
  public void answered(RelayedRequest request, int status, long arrived) {
    looking.answered(request, status, arrived);
  }

  void begin() {
    bad = true;
  }

  /// The store serves well from now on.
  void end() {
    bad = false;
  }

  /// How many requests had which fate.
  String inWords() {
    return counts.toString();
  }
}
