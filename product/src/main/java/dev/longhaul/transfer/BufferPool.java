package dev.longhaul.transfer;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.Workers;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The one pool of memory for object bytes in the process (rule 7). Thread-safe.
///
/// Memory is handed out in chunks of two sizes, so that a small object does not occupy a MiB. Small
/// requests and large ones wait in two queues, each in the order of asking; a share of the memory
/// is left to small ones, and they keep to it while a large one waits. So a million small objects
/// and one huge one pass each other, and nobody waits for ever.
///
/// Whoever holds memory never waits for more: everything a piece of work needs is taken at once.
/// That is why the pool cannot deadlock.
public final class BufferPool implements AutoCloseable {
  /// The smaller chunk.
  static final int SMALL = 64 << 10;

  /// The larger chunk: with its header a little less than a MiB, since a heap of regions of that
  /// size would keep two for it otherwise.
  static final int LARGE = (1 << 20) - 64;

  /// Up to this many bytes are made of small chunks only.
  private static final long SMALL_ONLY = 1 << 19;

  /// The smallest pool that has room for a held body beside the share of small requests.
  public static final long MIN_BUDGET = Transfer.HELD_BYTES + Transfer.HELD_BYTES / 4;

  /// One part in so many is left to small requests.
  private static final int SHARES = 8;

  private final long budget;
  private final Place large;
  private final long smallShare;
  private final Monitor monitor;
  private final ArrayDeque<Object> waitingSmall = new ArrayDeque<>();
  private final ArrayDeque<Object> waitingLarge = new ArrayDeque<>();
  private final ArrayDeque<Chunk> freeSmall = new ArrayDeque<>();
  private final ArrayDeque<Chunk> freeLarge = new ArrayDeque<>();
  private long smallInUse;
  private long largeInUse;
  private long highWater;
  private boolean closed;

  /// Where larger chunks lie; small ones are always of the heap, as small bodies share an array
  /// with their head on the way.
  public enum Place {
    /// For streams, which want arrays.
    HEAP,
    /// For sockets, which would copy an array.
    OUTSIDE_HEAP;

    /// What serves bodies to and from these endpoints best: plain HTTP comes straight from sockets,
    /// TLS through streams.
    public static Place of(Stream<URI> endpoints) {
      return endpoints.anyMatch(endpoint -> endpoint.getScheme().equalsIgnoreCase("http"))
          ? OUTSIDE_HEAP
          : HEAP;
    }
  }

  /// A pool in the heap of at most this many bytes, which are at least `MIN_BUDGET`.
  public BufferPool(long budget, Workers workers) {
    this(budget, Place.HEAP, workers);
  }

  /// A pool of at most this many bytes, which are at least `MIN_BUDGET`.
  public BufferPool(long budget, Place large, Workers workers) {
    if (budget < MIN_BUDGET) {
      throw new IllegalArgumentException(
          "memory for object bytes is %,d bytes, it needs at least %,d"
              .formatted(budget, MIN_BUDGET));
    }
    this.budget = budget;
    this.large = large;
    this.smallShare = budget / SHARES;
    this.monitor = workers.monitor();
  }

  /// The most bytes the pool ever hands out at once.
  public long budget() {
    return budget;
  }

  /// Bytes handed out now.
  public long inUse() {
    return monitor.enter(this::used);
  }

  private long used() {
    return smallInUse + largeInUse;
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
            queue(need).add(ticket);
          }
          return chunks;
        });
    return now.orElseGet(() -> await(need, ticket));
  }

  private Chunks await(Need need, Object ticket) {
    try {
      return monitor.when(
          () -> ticket.equals(queue(need).peekFirst()) && fits(need),
          () -> {
            queue(need).removeFirst();
            return handOut(need);
          });
    } catch (Cancelled cancelled) {
      monitor.enter(() -> queue(need).remove(ticket));
      throw cancelled;
    }
  }

  private ArrayDeque<Object> queue(Need need) {
    return need.isSmall() ? waitingSmall : waitingLarge;
  }

  /// Memory for this many bytes if it is there now and nobody of this kind waits for any.
  Optional<Chunks> tryTake(long bytes) {
    Need need = need(bytes);
    return monitor.enter(() -> handOutNow(need));
  }

  private Optional<Chunks> handOutNow(Need need) {
    return queue(need).isEmpty() && fits(need) ? Optional.of(handOut(need)) : Optional.empty();
  }

  private Need need(long bytes) {
    Need need = Need.of(bytes);
    if (need.bytes() > budget - smallShare) {
      throw new IllegalArgumentException(
          "%,d bytes of memory are asked of a pool of %,d".formatted(need.bytes(), budget));
    }
    return need;
  }

  private boolean fits(Need need) {
    boolean share =
        need.isSmall()
            ? waitingLarge.isEmpty() || smallInUse + need.bytes() <= smallShare
            : largeInUse + need.bytes() <= budget - smallShare;
    return share && used() + need.bytes() <= budget;
  }

  private Chunks handOut(Need need) {
    List<Chunk> chunks = new ArrayList<>(need.large() + need.small());
    count(need, need.bytes());
    highWater = Math.max(highWater, used());
    hand(need.large(), LARGE, freeLarge, chunks);
    hand(need.small(), SMALL, freeSmall, chunks);
    trim();
    return new Chunks(chunks, () -> giveBack(chunks, need));
  }

  private void count(Need need, long bytes) {
    if (need.isSmall()) {
      smallInUse += bytes;
    } else {
      largeInUse += bytes;
    }
  }

  private void hand(int count, int size, ArrayDeque<Chunk> free, List<Chunk> chunks) {
    for (int index = 0; index < count; index++) {
      Chunk reused = free.pollLast();
      chunks.add(reused == null ? allocate(size) : reused);
    }
  }

  private Chunk allocate(int size) {
    boolean outside = size == LARGE && large == Place.OUTSIDE_HEAP;
    return outside ? Chunk.outsideHeap(size) : Chunk.onHeap(size);
  }

  /// Lets go of unused chunks of either size, so that both together never exceed the budget, and of
  /// all of them in the end.
  private void trim() {
    while ((closed || kept() > budget) && (!freeSmall.isEmpty() || !freeLarge.isEmpty())) {
      Chunk least = freeSmall.isEmpty() ? freeLarge.removeFirst() : freeSmall.removeFirst();
      least.free();
    }
  }

  private long kept() {
    return used() + (long) freeSmall.size() * SMALL + (long) freeLarge.size() * LARGE;
  }

  private void giveBack(List<Chunk> chunks, Need need) {
    monitor.enter(() -> {
      for (Chunk chunk : chunks) {
        (chunk.size() == LARGE ? freeLarge : freeSmall).addLast(chunk);
      }
      count(need, -need.bytes());
      if (closed) {
        trim();
      }
      return need;
    });
  }

  /// Frees what is not in use, and the rest as soon as it is given back.
  @Override
  public void close() {
    monitor.enter(() -> {
      closed = true;
      trim();
      return budget;
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

    /// What a small object needs, which is not to wait for large ones.
    boolean isSmall() {
      return bytes() <= LARGE;
    }

    long bytes() {
      return (long) large * LARGE + (long) small * SMALL;
    }
  }
}
