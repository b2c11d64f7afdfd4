package dev.longhaul.transfer;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.Workers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The one pool of memory for object bytes in the process (rule 7). Thread-safe.
///
/// Memory is handed out in chunks of two sizes, so that a small object does not occupy a MiB, and
/// strictly in the order of asking, so that a large request is never overtaken for ever. Whoever
/// holds memory never waits for more: everything a piece of work needs is taken at once. That is
/// why the pool cannot deadlock.
public final class BufferPool {
  /// The smaller chunk.
  static final int SMALL = 64 << 10;

  /// The larger chunk.
  static final int LARGE = 1 << 20;

  /// Up to this many bytes are made of small chunks only.
  private static final long SMALL_ONLY = LARGE / 2;

  private final long budget;
  private final Monitor monitor;
  private final ArrayDeque<Object> waiting = new ArrayDeque<>();
  private final ArrayDeque<byte[]> freeSmall = new ArrayDeque<>();
  private final ArrayDeque<byte[]> freeLarge = new ArrayDeque<>();
  private long inUse;
  private long highWater;

  /// A pool of at most this many bytes, at least enough for one held body.
  public BufferPool(long budget, Workers workers) {
    if (budget < Transfer.HELD_BYTES) {
      throw new IllegalArgumentException(
          "memory for object bytes is %,d bytes, it needs at least %,d"
              .formatted(budget, Transfer.HELD_BYTES));
    }
    this.budget = budget;
    this.monitor = workers.monitor();
  }

  /// The most bytes the pool ever hands out at once.
  public long budget() {
    return budget;
  }

  /// Bytes handed out now.
  public long inUse() {
    return monitor.enter(() -> inUse);
  }

  /// The most bytes that were handed out at once so far.
  public long highWater() {
    return monitor.enter(() -> highWater);
  }

  /// Waits its turn for memory for this many bytes. The caller holds none, and no permit either.
  ///
  /// @throws IllegalArgumentException when the pool is smaller than that
  Chunks take(long bytes) {
    Need need = need(bytes);
    Object ticket = new Object();
    Optional<Chunks> now =
        monitor.enter(() -> {
          Optional<Chunks> chunks = handOutNow(need);
          if (chunks.isEmpty()) {
            waiting.add(ticket);
          }
          return chunks;
        });
    return now.orElseGet(() -> await(need, ticket));
  }

  private Chunks await(Need need, Object ticket) {
    try {
      return monitor.when(
          () -> ticket.equals(waiting.peekFirst()) && fits(need),
          () -> {
            waiting.removeFirst();
            return handOut(need);
          });
    } catch (Cancelled cancelled) {
      monitor.enter(() -> waiting.remove(ticket));
      throw cancelled;
    }
  }

  /// Memory for this many bytes if it is there now and nobody waits for any.
  Optional<Chunks> tryTake(long bytes) {
    Need need = need(bytes);
    return monitor.enter(() -> handOutNow(need));
  }

  private Optional<Chunks> handOutNow(Need need) {
    return waiting.isEmpty() && fits(need) ? Optional.of(handOut(need)) : Optional.empty();
  }

  private Need need(long bytes) {
    Need need = Need.of(bytes);
    if (need.bytes() > budget) {
      throw new IllegalArgumentException(
          "%,d bytes of memory are asked of a pool of %,d".formatted(need.bytes(), budget));
    }
    return need;
  }

  private boolean fits(Need need) {
    return inUse + need.bytes() <= budget;
  }

  private Chunks handOut(Need need) {
    List<byte[]> chunks = new ArrayList<>(need.large() + need.small());
    inUse += need.bytes();
    highWater = Math.max(highWater, inUse);
    hand(need.large(), LARGE, freeLarge, chunks);
    hand(need.small(), SMALL, freeSmall, chunks);
    trim();
    return new Chunks(chunks, () -> giveBack(chunks, need.bytes()));
  }

  private static void hand(int count, int size, ArrayDeque<byte[]> free, List<byte[]> chunks) {
    for (int index = 0; index < count; index++) {
      byte[] reused = free.pollLast();
      chunks.add(reused == null ? new byte[size] : reused);
    }
  }

  /// Lets go of unused chunks of either size, so that both together never exceed the budget.
  private void trim() {
    while (kept() > budget && (!freeSmall.isEmpty() || !freeLarge.isEmpty())) {
      if (freeSmall.pollFirst() == null) {
        freeLarge.pollFirst();
      }
    }
  }

  private long kept() {
    return inUse + (long) freeSmall.size() * SMALL + (long) freeLarge.size() * LARGE;
  }

  private void giveBack(List<byte[]> chunks, long bytes) {
    monitor.enter(() -> {
      for (byte[] chunk : chunks) {
        (chunk.length == LARGE ? freeLarge : freeSmall).addLast(chunk);
      }
      inUse -= bytes;
      return inUse;
    });
  }

  /// How many chunks of each size hold a number of bytes.
  private record Need(int large, int small) {
    static Need of(long bytes) {
      if (bytes < 0) {
        throw new IllegalArgumentException("a size is not negative: " + bytes);
      }
      int large = Math.toIntExact(bytes / LARGE);
      long rest = bytes % LARGE;
      return rest > SMALL_ONLY
          ? new Need(large + 1, 0)
          : new Need(large, Math.toIntExact(Math.ceilDiv(rest, SMALL)));
    }

    long bytes() {
      return (long) large * LARGE + (long) small * SMALL;
    }
  }
}
