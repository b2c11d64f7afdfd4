package dev.longhaul.store.calls;

import dev.longhaul.store.Operation;
import dev.longhaul.store.StoreException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// Counts requests and bytes. Costs a few additions per request, none of them contended.
public final class MeteredCalls implements CallPolicy, BodyFlow {
  private final Map<Operation, LongAdder> requests = new EnumMap<>(Operation.class);
  private final LongAdder received = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final LongAdder throttled = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder inFlight = new LongAdder();

  public MeteredCalls() {
    for (Operation operation : Operation.values()) {
      requests.put(operation, new LongAdder());
    }
  }

  @Override
  public <T> T call(Call call, Supplier<T> request) {
    requests.getOrDefault(call.operation(), failed).increment();
    inFlight.increment();
    try {
      T answer = request.get();
      count(Verdict.of(answer));
      return answer;
    } catch (StoreException thrown) {
      count(Verdict.of(thrown.failure()));
      throw thrown;
    } finally {
      inFlight.decrement();
    }
  }

  private void count(Verdict verdict) {
    switch (verdict) {
      case ANSWERED -> {}
      case THROTTLED -> throttled.increment();
      case FAILED -> failed.increment();
    }
  }

  @Override
  public void received(int bytes) {
    received.add(bytes);
  }

  @Override
  public void sent(int bytes) {
    sent.add(bytes);
  }

  /// The counts of this moment, each by itself exact.
  public Meter read() {
    Map<Operation, Long> used = new EnumMap<>(Operation.class);
    requests.forEach((operation, count) -> {
      if (count.sum() > 0) {
        used.put(operation, count.sum());
      }
    });
    return new Meter(
        used, received.sum(), sent.sum(), throttled.sum(), failed.sum(), inFlight.sum());
  }
}
