package dev.longhaul.demo;

import dev.longhaul.object.Escaped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/// Judges every DELETE that goes to the destination: the last thing that the source said of its key
/// must have been that it is absent, and whoever writes the source must know that it was (H15).
///
/// What is absent comes back at any time, so a DELETE may be overtaken; what counts is that the key
/// was absent at some moment between that last question and the DELETE.
final class DeleteWatch implements PresenceWitness {
  private final Map<String, List<Absence>> absences = new ConcurrentHashMap<>();
  private final Map<String, Look> looks = new ConcurrentHashMap<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicLong deletes = new AtomicLong();

  /// From the moment before a key was deleted to the moment after it was written again.
  private static final class Absence {
    private final long begun = System.nanoTime();
    private volatile long ended = Long.MAX_VALUE;

    boolean meets(long from, long to) {
      return begun - to <= 0 && (ended == Long.MAX_VALUE || ended - from >= 0);
    }
  }

  /// What the source answered when it was asked for a key.
  private record Look(int status, long arrived) {}

  @Override
  public void goes(String key) {
    absences.compute(
        key,
        (_, before) -> {
          List<Absence> all = before == null ? new ArrayList<>() : new ArrayList<>(before);
          all.add(new Absence());
          return all;
        });
  }

  @Override
  public void isThere(String key) {
    absences.getOrDefault(key, List.of()).stream()
        .filter(absence -> absence.ended == Long.MAX_VALUE)
        .forEach(absence -> absence.ended = System.nanoTime());
  }

  /// Looks on at what is asked of the source.
  RelayRule atSource() {
    return new RelayRule() {
      @Override
      public Verdict judge(RelayedRequest request) {
        return Verdict.PASS;
      }

      @Override
      public void answered(RelayedRequest request, int status, long arrived) {
        if (request.isOfAnObject() && (request.isGet() || request.isHead())) {
          looks.put(request.key(), new Look(status, arrived));
        }
      }
    };
  }

  /// Looks on at what is asked of the destination.
  RelayRule atDestination() {
    return request -> {
      if (request.isOfAnObject() && request.isDelete()) {
        deletes.incrementAndGet();
        judge(request.key(), System.nanoTime());
      }
      return RelayRule.Verdict.PASS;
    };
  }

  private void judge(String key, long now) {
    Look look = looks.get(key);
    if (look == null || look.status() != 404) {
      wrong.add("DELETE of " + Escaped.text(key) + " after the source had answered " + look);
    } else if (absences.getOrDefault(key, List.of()).stream()
        .noneMatch(absence -> absence.meets(look.arrived(), now))) {
      wrong.add("DELETE of " + Escaped.text(key) + ", which the source had all the time");
    }
  }

  /// What was deleted that should not have been.
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  /// DELETEs of objects so far.
  long deletes() {
    return deletes.get();
  }
}
