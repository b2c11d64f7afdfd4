package dev.longhaul.scan;

import dev.longhaul.effect.Monitor;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.store.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Counts what became of the keys of a pass, and remembers a few for people. Thread-safe.
public final class PassTally {
  /// Parked keys named in the report.
  private static final int MOST_NAMED = 20;

  private final Monitor monitor;
  private final List<ParkedKey> named = new ArrayList<>();
  private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();
  private final LongAdder candidates = new LongAdder();
  private final LongAdder candidateBytes = new LongAdder();
  private final LongAdder settled = new LongAdder();
  private final LongAdder equal = new LongAdder();
  private final LongAdder copied = new LongAdder();
  private final LongAdder copiedBytes = new LongAdder();
  private final LongAdder updated = new LongAdder();
  private final LongAdder deleted = new LongAdder();
  private final LongAdder kept = new LongAdder();
  private final LongAdder deletesHeld = new LongAdder();
  private final LongAdder planned = new LongAdder();
  private final LongAdder plannedBytes = new LongAdder();
  private final LongAdder parked = new LongAdder();
  private final LongAdder unfinished = new LongAdder();

  PassTally(Monitor monitor) {
    this.monitor = monitor;
  }

  void candidate(long bytes) {
    candidates.increment();
    candidateBytes.add(bytes);
  }

  void kept() {
    kept.increment();
  }

  void forgetKept() {
    kept.reset();
  }

  /// The pass is over: whatever is not settled is unfinished.
  void end() {
    unfinished.reset();
    unfinished.add(candidates.sum() - settled.sum());
  }

  void add(Outcome outcome) {
    if (!(outcome instanceof Outcome.Unfinished)) {
      settled.increment();
    }
    switch (outcome) {
      case Outcome.Equal _ -> equal.increment();
      case Outcome.Copied copy -> {
        copied.increment();
        copiedBytes.add(copy.bytes());
      }
      case Outcome.Updated _ -> updated.increment();
      case Outcome.Deleted _ -> deleted.increment();
      case Outcome.Kept _, Outcome.DeleteWaits _ -> kept.increment();
      case Outcome.DeleteHeld _ -> deletesHeld.increment();
      case Outcome.Planned plan -> {
        planned.increment();
        plannedBytes.add(plan.bytes());
      }
      case Outcome.Parked park -> {
        parked.increment();
        name(park.parked());
      }
      // Nobody carries parts of a pass.
      case Outcome.HandedOver _ -> unfinished.increment();
      case Outcome.Unfinished one -> {
        unfinished.increment();
        failure.set(one.failure());
      }
    }
  }

  private void name(ParkedKey key) {
    monitor.enter(() -> named.size() < MOST_NAMED && named.add(key));
  }

  /// Some of the parked keys.
  List<ParkedKey> named() {
    return monitor.enter(() -> List.copyOf(named));
  }

  /// The failure of a key that got no answer, if there is one.
  @Nullable Failure failure() {
    return failure.get();
  }

  /// What was counted so far.
  Counts counts() {
    Volume found = new Volume(candidates.sum(), candidateBytes.sum());
    return new Counts(found, settled.sum(), unfinished.sum(), results());
  }

  private Results results() {
    return new Results(
        equal.sum(),
        new Volume(copied.sum(), copiedBytes.sum()),
        updated.sum(),
        deleted.sum(),
        kept.sum(),
        deletesHeld.sum(),
        new Volume(planned.sum(), plannedBytes.sum()),
        parked.sum());
  }

  /// So many keys, and the bytes of their objects.
  public record Volume(long keys, long bytes) {}

  /// How far the keys of a pass are.
  ///
  /// @param candidates keys that the listings did not prove equal, with the source's bytes
  /// @param settled candidates that are done with, parked ones among them
  /// @param unfinished candidates that got no answer, or were not tried any more
  public record Counts(Volume candidates, long settled, long unfinished, Results results) {}

  /// What became of keys.
  ///
  /// @param equal candidates that turned out to be equal
  /// @param kept keys that only the destination has, and keeps
  /// @param planned what a dry run would have done
  public record Results(
      long equal,
      Volume copied,
      long updated,
      long deleted,
      long kept,
      long deletesHeld,
      Volume planned,
      long parked) {}
}
