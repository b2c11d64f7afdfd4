package dev.longhaul.cli;

import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.store.Failure;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Counts outcomes, and keeps a few of those a person has to look at. Thread-safe.
final class Tally {
  /// How many parked and unfinished keys are kept for the summary; the report holds all of them.
  static final int SHOWN = 20;

  /// What is counted.
  enum Kind {
    EQUAL,
    COPIED,
    UPDATED,
    DELETED,
    KEPT,
    HELD,
    PLANNED_COPY,
    PLANNED_UPDATE,
    PLANNED_DELETE,
    PARKED,
    UNFINISHED
  }

  private final Map<Kind, AtomicLong> counts = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();
  private final TreeMap<ObjectKey, ParkedKey> parked = new TreeMap<>();
  private final TreeMap<ObjectKey, Failure> unfinished = new TreeMap<>();

  void add(Outcome outcome) {
    counter(kind(outcome)).incrementAndGet();
    switch (outcome) {
      case Outcome.Copied copied -> bytes.addAndGet(copied.bytes());
      case Outcome.Planned planned -> bytes.addAndGet(planned.bytes());
      case Outcome.Parked one -> keep(parked, one.key(), one.parked());
      case Outcome.Unfinished one -> keep(unfinished, one.key(), one.failure());
      case Outcome.Equal _,
          Outcome.Updated _,
          Outcome.Deleted _,
          Outcome.Kept _,
          Outcome.DeleteHeld _ -> {}
    }
  }

  long count(Kind kind) {
    return counter(kind).get();
  }

  /// Bytes copied, or that a dry run would copy.
  long bytes() {
    return bytes.get();
  }

  /// The first parked keys in key order.
  List<ParkedKey> parked() {
    synchronized (parked) {
      return List.copyOf(parked.values());
    }
  }

  /// The first keys without an answer, in key order, and why there is none.
  SortedMap<ObjectKey, Failure> unfinished() {
    synchronized (unfinished) {
      return new TreeMap<>(unfinished);
    }
  }

  /// The exit code that the outcomes alone call for.
  ExitCode verdict() {
    if (count(Kind.HELD) > 0) {
      return ExitCode.BREAKER;
    }
    if (count(Kind.UNFINISHED) > 0) {
      return ExitCode.UNKNOWN;
    }
    boolean planned =
        count(Kind.PLANNED_COPY) + count(Kind.PLANNED_UPDATE) + count(Kind.PLANNED_DELETE) > 0;
    return planned || count(Kind.PARKED) > 0 ? ExitCode.DIFFERENT : ExitCode.DONE;
  }

  private static <V> void keep(NavigableMap<ObjectKey, V> shown, ObjectKey key, V value) {
    synchronized (shown) {
      shown.put(key, value);
      if (shown.size() > SHOWN) {
        shown.pollLastEntry();
      }
    }
  }

  private AtomicLong counter(Kind kind) {
    return counts.computeIfAbsent(kind, _ -> new AtomicLong());
  }

  static Kind kind(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Equal _ -> Kind.EQUAL;
      case Outcome.Copied _ -> Kind.COPIED;
      case Outcome.Updated _ -> Kind.UPDATED;
      case Outcome.Deleted _ -> Kind.DELETED;
      case Outcome.Kept _ -> Kind.KEPT;
      case Outcome.DeleteHeld _ -> Kind.HELD;
      case Outcome.Planned planned ->
          switch (planned.action()) {
            case COPY -> Kind.PLANNED_COPY;
            case UPDATE -> Kind.PLANNED_UPDATE;
            case DELETE -> Kind.PLANNED_DELETE;
          };
      case Outcome.Parked _ -> Kind.PARKED;
      case Outcome.Unfinished _ -> Kind.UNFINISHED;
    };
  }
}
