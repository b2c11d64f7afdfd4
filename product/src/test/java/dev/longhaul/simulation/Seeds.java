package dev.longhaul.simulation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/// Which seeds a simulation plays: `-Dsimulation.seed=N` one of them, `-Dsimulation.seeds=N` so
/// many, from `-Dsimulation.from=N` on.
public final class Seeds {
  private static final int THREADS = 2;
  private static final int MANY = 1_000;

  private final long from;
  private final long count;

  private Seeds(long from, long count) {
    this.from = from;
    this.count = count;
  }

  /// @param usual how many every build plays
  public static Seeds ofProperties(long usual) {
    Long only = Long.getLong("simulation.seed");
    return only != null
        ? new Seeds(only, 1)
        : new Seeds(Long.getLong("simulation.from", 0), Long.getLong("simulation.seeds", usual));
  }

  /// All from this one on.
  public static Seeds from(long first) {
    return new Seeds(first, Long.MAX_VALUE - first);
  }

  /// Whether one seed is to be replayed, so that it may tell what happens.
  public boolean isOne() {
    return count == 1;
  }

  /// Whether so many are played that whatever may happen should.
  public boolean areMany() {
    return count >= MANY;
  }

  /// One seed and how it failed.
  public record Failed(long seed, Throwable why) {}

  /// Plays them all, two at a time, until some fail. Returns the failures by seed.
  public List<Failed> play(LongConsumer seed) {
    return play(seed, () -> true);
  }

  /// Plays them as long as is wanted, two at a time, until some fail. Returns the failures by seed.
  public List<Failed> play(LongConsumer seed, BooleanSupplier goesOn) {
    ConcurrentSkipListMap<Long, Throwable> failures = new ConcurrentSkipListMap<>();
    AtomicLong next = new AtomicLong(from);
    List<Thread> threads =
        IntStream.range(0, THREADS)
            .mapToObj(number ->
                Thread.ofPlatform()
                    .name("seeds-" + number)
                    .start(() ->
                        play(
                            seed,
                            next,
                            () -> failures.isEmpty() && goesOn.getAsBoolean(),
                            failures)))
            .toList();
    threads.forEach(Seeds::await);
    return failures.entrySet().stream()
        .map(entry -> new Failed(entry.getKey(), entry.getValue()))
        .toList();
  }

  private void play(
      LongConsumer play, AtomicLong next, BooleanSupplier goesOn, Map<Long, Throwable> failures) {
    for (long seed = next.getAndIncrement();
        seed < from + count && goesOn.getAsBoolean();
        seed = next.getAndIncrement()) {
      try {
        play.accept(seed);
      } catch (RuntimeException | Error failure) {
        failures.put(seed, failure);
      }
    }
  }

  private static void await(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException("a simulation is not interrupted", interrupted);
    }
  }
}
