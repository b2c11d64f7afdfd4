package dev.longhaul.store.calls;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.Workers;
import dev.longhaul.store.StoreException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// Lets only so many calls to one side of a route be on their way at once, as many as its
/// `ConcurrencyLimit` says. A read counts until its body has ended.
///
/// One permit in so many is left to calls that are short: else a small object would wait until a
/// part of a large one is over, which on a slow link is many seconds, once for reading and once for
/// writing.
///
/// Source and destination have one each, also when they are one endpoint: a write may wait for a
/// read while it holds its permit, and a read never waits for a write.
public final class LimitedCalls implements CallPolicy, BodyFlow {
  /// How long the law looks at what happens before it changes its mind.
  static final Duration WINDOW = Duration.ofMillis(500);

  /// One permit in so many is left to short calls, and one at least.
  private static final int SHARES = 8;

  /// With fewer permits, as only people ask for, none is left: it would be too much of the whole.
  private static final int FEW = 4;

  private final Clock clock;
  private final Monitor monitor;
  private final LongAdder bytes = new LongAdder();

  // Under the monitor from here on.
  private ConcurrencyLimit limit;
  private int inFlight;
  private int lengthy;
  private long windowBegan;
  private long calls;
  private long throttled;
  private boolean saturated;
  private long fastest = Long.MAX_VALUE;

  public LimitedCalls(Workers workers, Clock clock, ConcurrencyLimit limit) {
    this.clock = clock;
    this.monitor = workers.monitor();
    this.limit = limit;
    this.windowBegan = clock.nanos();
  }

  @Override
  public <T> T call(Call call, Supplier<T> request) {
    monitor.when(() -> mayEnter(call), () -> enter(call));
    long begun = clock.nanos();
    Verdict verdict = Verdict.FAILED;
    try {
      T answer = request.get();
      verdict = Verdict.of(answer);
      return answer;
    } catch (StoreException failed) {
      verdict = Verdict.of(failed.failure());
      throw failed;
    } finally {
      Verdict known = verdict;
      long now = clock.nanos();
      monitor.enter(() -> leave(call, known, now, now - begun));
    }
  }

  private boolean mayEnter(Call call) {
    return inFlight < limit.streams() && (!call.lengthy() || lengthy < mostLengthy());
  }

  private int mostLengthy() {
    int streams = limit.streams();
    return streams < FEW ? streams : streams - Math.max(1, streams / SHARES);
  }

  private boolean isSaturated() {
    return inFlight >= limit.streams() || lengthy >= mostLengthy();
  }

  private int enter(Call call) {
    inFlight++;
    if (call.lengthy()) {
      lengthy++;
    }
    saturated |= isSaturated();
    return inFlight;
  }

  private int leave(Call call, Verdict verdict, long now, long took) {
    inFlight--;
    if (call.lengthy()) {
      lengthy--;
    }
    calls++;
    fastest = Math.min(fastest, took);
    if (verdict == Verdict.THROTTLED) {
      throttled++;
    }
    if (now - windowBegan >= WINDOW.toNanos()) {
      limit =
          limit.after(
              new ConcurrencyLimit.Sample(
                  now - windowBegan, calls, bytes.sumThenReset(), throttled, saturated, fastest));
      windowBegan = now;
      calls = 0;
      throttled = 0;
      saturated = isSaturated();
    }
    return inFlight;
  }

  @Override
  public void received(int count) {
    bytes.add(count);
  }

  @Override
  public void sent(int count) {
    bytes.add(count);
  }

  /// Calls that may be on their way at once, as of now.
  public int streams() {
    return monitor.enter(() -> limit.streams());
  }
}
