package dev.longhaul.scan;

import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.Scratch;
import dev.longhaul.store.Failure;
import java.util.ArrayList;
import java.util.List;

/// What the ranges of a scan found, put together. Thread-safe.
final class ScanFindings {
  private final Monitor monitor;
  private final Scratch scratch;
  private final boolean keepBack;
  private final List<Failure> failures = new ArrayList<>();
  private final List<Spill> onlyDestination = new ArrayList<>();
  private int merges;

  /// @param keepBack whether keys that only the destination has are kept from the sink
  ScanFindings(Monitor monitor, Scratch scratch, boolean keepBack) {
    this.monitor = monitor;
    this.scratch = scratch;
    this.keepBack = keepBack;
  }

  /// Merges one range.
  void merging(ScanPlan plan, DifferenceSink sink, ScanProgress progress, ScanRange range) {
    merging(plan, sink, progress, range.source()::next, range.destination()::next);
  }

  void merging(
      ScanPlan plan,
      DifferenceSink sink,
      ScanProgress progress,
      RangeMerge.Keys source,
      RangeMerge.Keys destination) {
    if (!keepBack) {
      monitor.enter(() -> merges++);
      new RangeMerge(plan, sink, progress).run(source, destination);
      return;
    }
    Spill spill = new Spill(scratch);
    monitor.enter(() -> {
      merges++;
      return onlyDestination.add(spill);
    });
    DifferenceSink keepingBack =
        difference -> {
          switch (difference) {
            case Difference.OnlyDestination only -> spill.add(only.destination());
            case Difference.OnlySource _, Difference.Unproved _, Difference.Equal _ ->
                sink.found(difference);
          }
        };
    new RangeMerge(plan, keepingBack, progress).run(source, destination);
    spill.seal();
  }

  void failed(Failure failure) {
    monitor.enter(() -> failures.add(failure));
  }

  /// Whether listings failed that might not when they are read from the start in one go.
  boolean mayBeForWantOfOrder() {
    return monitor.enter(() ->
        merges > 1
            && !failures.isEmpty()
            && failures.stream().allMatch(Failure.Transient.class::isInstance));
  }

  /// Forgets everything.
  void drop() {
    List<Spill> dropped =
        monitor.enter(() -> {
          List<Spill> all = List.copyOf(onlyDestination);
          onlyDestination.clear();
          failures.clear();
          return all;
        });
    dropped.forEach(Spill::close);
  }

  ScanResult result(boolean sorted) {
    return monitor.enter(() -> new ScanResult(failures, sorted, onlyDestination));
  }
}
