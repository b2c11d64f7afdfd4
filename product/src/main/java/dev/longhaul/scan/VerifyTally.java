package dev.longhaul.scan;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts what a verification found. Thread-safe.
final class VerifyTally {
  private final LongAdder byListing = new LongAdder();
  private final LongAdder byRequest = new LongAdder();
  private final LongAdder keysRead = new LongAdder();
  private final LongAdder bytesRead = new LongAdder();
  private final LongAdder different = new LongAdder();
  private final LongAdder unknown = new LongAdder();
  private final LongAdder found = new LongAdder();
  private final Map<Aspect, LongAdder> aspects = new ConcurrentHashMap<>();

  void byListing() {
    byListing.increment();
  }

  /// One more key that has to be looked at.
  void found() {
    found.increment();
  }

  /// Everything is found again.
  void again() {
    byListing.reset();
  }

  void add(Finding finding) {
    switch (finding) {
      case Finding.Equal equal -> {
        byRequest.increment();
        keysRead.add(equal.bytes() > 0 ? 1 : 0);
        bytesRead.add(equal.bytes());
      }
      case Finding.Differs differs -> {
        different.increment();
        for (Aspect aspect : differs.aspects()) {
          aspects.computeIfAbsent(aspect, _ -> new LongAdder()).increment();
        }
      }
      case Finding.Unknown _ -> unknown.increment();
    }
  }

  /// Keys that have to be looked at.
  long foundSoFar() {
    return found.sum();
  }

  /// Keys that were looked at.
  long settled() {
    return byRequest.sum() + different.sum() + unknown.sum();
  }

  /// What was counted so far.
  VerifyReport.Counts counts() {
    SortedMap<Aspect, Long> byAspect = new TreeMap<>();
    aspects.forEach((aspect, count) -> byAspect.put(aspect, count.sum()));
    return new VerifyReport.Counts(
        byListing.sum(),
        byRequest.sum(),
        keysRead.sum(),
        bytesRead.sum(),
        different.sum(),
        unknown.sum(),
        byAspect);
  }
}
