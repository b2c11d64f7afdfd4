package dev.longhaul.scan;

import java.util.concurrent.atomic.LongAdder;

/// Counts what a scan has seen so far. Thread-safe; readable at any time.
public final class ScanProgress {
  private final LongAdder sourceKeys = new LongAdder();
  private final LongAdder destinationKeys = new LongAdder();
  private final LongAdder sourceLists = new LongAdder();
  private final LongAdder destinationLists = new LongAdder();
  private final LongAdder equal = new LongAdder();
  private final LongAdder ranges = new LongAdder();

  /// One page is asked for.
  void asked(ListingSide.Name side) {
    switch (side) {
      case SOURCE -> sourceLists.increment();
      case DESTINATION -> destinationLists.increment();
    }
  }

  /// So many keys were listed.
  void listed(ListingSide.Name side, int keys) {
    switch (side) {
      case SOURCE -> sourceKeys.add(keys);
      case DESTINATION -> destinationKeys.add(keys);
    }
  }

  /// The pages asked for of one side.
  long lists(ListingSide.Name side) {
    return switch (side) {
      case SOURCE -> sourceLists.sum();
      case DESTINATION -> destinationLists.sum();
    };
  }

  void provedEqual(int keys) {
    equal.add(keys);
  }

  void rangeBegun() {
    ranges.increment();
  }

  /// Everything is listed anew: what was counted of keys no longer counts.
  void listAgain() {
    sourceKeys.reset();
    destinationKeys.reset();
    equal.reset();
  }

  /// What was counted so far.
  public Counts counts() {
    return new Counts(
        sourceKeys.sum(),
        destinationKeys.sum(),
        sourceLists.sum(),
        destinationLists.sum(),
        equal.sum(),
        ranges.sum());
  }

  /// What a scan has seen.
  ///
  /// @param sourceKeys entries listed, those the route is not about included
  /// @param sourceLists requests for a page, failed and repeated ones included
  /// @param equal pairs that listings and receipts proved equal
  /// @param ranges key ranges that were listed
  public record Counts(
      long sourceKeys,
      long destinationKeys,
      long sourceLists,
      long destinationLists,
      long equal,
      long ranges) {}
}
