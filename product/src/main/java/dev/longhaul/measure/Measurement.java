package dev.longhaul.measure;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Randomness;
import dev.longhaul.effect.Workers;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.calls.Meter;
import java.time.Duration;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/// Measures one side: first how far it is, then what it moves.
public final class Measurement {
  /// A body that a long link takes a while for, and a store takes in one request.
  static final int LARGE = 8 << 20;

  /// A body that is over as soon as the link has answered.
  static final int SMALL = 10 << 10;

  private static final int QUESTIONS = 6;
  private final Side side;
  private final Workers workers;
  private final Clock clock;
  private final Effort effort;

  /// The side that is measured.
  ///
  /// @param meter counts what is asked of it
  public record Side(ObjectStore store, Supplier<Meter> meter) {}

  /// How much is done.
  ///
  /// @param time of each flow
  /// @param bytes that each flow moves at most
  /// @param streams of large bodies at once
  /// @param most small objects at once
  public record Effort(Duration time, long bytes, int streams, int most) {}

  public Measurement(Side side, Workers workers, Clock clock, Effort effort) {
    this.side = side;
    this.workers = workers;
    this.clock = clock;
    this.effort = effort;
  }

  /// Reads what the source holds already; it is never written to.
  ///
  /// @throws dev.longhaul.store.StoreException when the store does not answer or refuses
  public SideFigures reading(SourceSamples samples) {
    Duration roundTrip = roundTrip();
    Reads reads = new Reads(side.store().reader(), samples);
    return new SideFigures(
        roundTrip,
        reads.hasLarge() ? flow(1, reads::large) : null,
        reads.hasLarge() ? flow(effort.streams(), reads::large) : null,
        reads.hasSmall() ? flow(effort.most(), reads::small) : null);
  }

  /// Writes objects to this folder, and removes them again.
  ///
  /// @param folder the beginning of their keys
  /// @param randomness what is in them, as some links compress
  /// @throws dev.longhaul.store.StoreException when the store does not answer or refuses
  public Written writing(String folder, Randomness randomness) {
    Duration roundTrip = roundTrip();
    Writes writes = new Writes(side.store().writer(), folder, randomness);
    SideFigures figures;
    try {
      figures =
          new SideFigures(
              roundTrip,
              flow(1, writes::large),
              flow(effort.streams(), writes::large),
              flow(effort.most(), writes::small));
    } finally {
      writes.remove(workers);
    }
    return new Written(figures, writes.left());
  }

  /// What was measured by writing.
  ///
  /// @param left how many objects could not be removed
  public record Written(SideFigures figures, int left) {}

  private Duration roundTrip() {
    long fastest = Long.MAX_VALUE;
    for (int question = 0; question < QUESTIONS; question++) {
      long begun = clock.nanos();
      side.store().inspector().headBucket();
      fastest = Math.min(fastest, clock.nanos() - begun);
    }
    return Duration.ofNanos(fastest);
  }

  private Flow flow(int streams, IntConsumer work) {
    FlowRun.Limits limits = new FlowRun.Limits(effort.time(), effort.bytes());
    return new FlowRun(workers, clock, side.meter(), limits).run(streams, work);
  }
}
