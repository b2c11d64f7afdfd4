package dev.longhaul.hint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.object.ObjectKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A sink that remembers what it took, and misbehaves when told to.
public final class SinkInMemory implements EventSink {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final List<ObjectEvent> events = new ArrayList<>();
  private final Map<String, UnreadableMessage> kept = new LinkedHashMap<>();
  private final Deque<Mood> moods = new ArrayDeque<>();
  private int calls;
  private boolean full;

  /// What to do at one call.
  public enum Mood {
    /// Answers that it is full.
    FULL,
    /// Breaks before anything is on disk.
    BREAK_BEFORE,
    /// Breaks when everything is on disk already.
    BREAK_AFTER
  }

  /// How the sink breaks.
  public static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken() {
      super("the disk is gone");
    }
  }

  /// Tells what the next calls do; those after them work.
  public synchronized void next(Mood... what) {
    moods.addAll(List.of(what));
  }

  /// Takes nothing, or something again.
  public synchronized void full(boolean now) {
    full = now;
    notifyAll();
  }

  @Override
  public Acceptance take(List<ObjectEvent> taken) {
    return call(() -> events.addAll(taken));
  }

  @Override
  public Acceptance keep(UnreadableMessage message) {
    return call(() -> kept.put(message.id(), message));
  }

  private synchronized Acceptance call(Runnable write) {
    calls++;
    notifyAll();
    @Nullable Mood mood = full ? Mood.FULL : moods.poll();
    if (mood == Mood.FULL) {
      return new Acceptance.Full("too much waits", Duration.ofMillis(20));
    }
    if (mood == Mood.BREAK_BEFORE) {
      throw new Broken();
    }
    write.run();
    if (mood == Mood.BREAK_AFTER) {
      throw new Broken();
    }
    return new Acceptance.Taken();
  }

  /// The keys of all events taken, with repetitions, in the order of taking.
  public synchronized List<String> keys() {
    return events.stream().map(event -> event.keys().getFirst()).map(ObjectKey::text).toList();
  }

  public synchronized List<UnreadableMessage> kept() {
    return List.copyOf(kept.values());
  }

  public synchronized int calls() {
    return calls;
  }

  /// Returns once each of these keys was taken at least once.
  public void awaitKeys(List<String> keys) {
    await(() -> new TreeSet<>(keys()).containsAll(keys), "taken: " + keys);
  }

  public void awaitKept(int messages) {
    await(() -> kept.size() >= messages, messages + " kept");
  }

  /// Returns once the sink was called so often.
  public void awaitCalls(int least) {
    await(() -> calls >= least, least + " calls");
  }

  private synchronized void await(BooleanSupplier condition, String what) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!condition.getAsBoolean()) {
        long left = (end - System.nanoTime()) / 1_000_000;
        assertThat(left).as("%s; taken %s, kept %s", what, keys(), kept.keySet()).isPositive();
        wait(left);
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
