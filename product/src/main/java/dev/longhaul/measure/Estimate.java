package dev.longhaul.measure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a first copy would take. Pure.
///
/// @param time at the speeds that were measured, `null` where what matters could not be
/// @param cost in the currency of the prices
/// @param limit what the time depends on
public record Estimate(@Nullable Duration time, double cost, Limit limit) {
  private static final double PER_THOUSAND = 1_000;
  private static final double KEYS_PER_PAGE = 1_000;
  private static final double GIB = 1L << 30;

  /// The usual size of a part, as of which an object costs more than one write.
  private static final double PART = 16 << 20;

  /// What there is too little of.
  public enum Limit {
    /// Bytes per second out of the source.
    SOURCE_BANDWIDTH,
    /// Bytes per second into the destination.
    DESTINATION_BANDWIDTH,
    /// Objects per second out of the source.
    SOURCE_RATE,
    /// Objects per second into the destination.
    DESTINATION_RATE,
    /// Not known: something was not measured.
    UNKNOWN
  }

  /// Reads and writes go on at once, so the slowest of them decides.
  public static Estimate of(
      Amount amount, SideFigures source, SideFigures destination, Prices prices) {
    double[] seconds = {
      seconds(amount.bytes(), source.bandwidth()),
      seconds(amount.bytes(), destination.bandwidth()),
      seconds(amount.objects(), source.rate()),
      seconds(amount.objects(), destination.rate())
    };
    int longest = 0;
    for (int one = 1; one < seconds.length; one++) {
      longest = seconds[one] > seconds[longest] ? one : longest;
    }
    double cost = cost(amount, prices);
    if (Double.isInfinite(seconds[longest])) {
      return new Estimate(null, cost, Limit.UNKNOWN);
    }
    Duration time = Duration.ofMillis((long) (seconds[longest] * 1_000));
    return new Estimate(time, cost, Limit.values()[longest]);
  }

  /// For ever, where the speed could not be measured.
  private static double seconds(long much, double perSecond) {
    return much == 0 ? 0 : much / perSecond;
  }

  private static double cost(Amount amount, Prices prices) {
    double pages = Math.ceil(amount.objects() / KEYS_PER_PAGE);
    // One request each, or one for each part and two more around them.
    double parts = Math.ceil((double) amount.bytes() / amount.objects() / PART);
    double reads = amount.objects() * Math.max(1, parts);
    double writes = amount.objects() * (parts > 1 ? parts + 2 : 1);
    double requests =
        pages * prices.source().list()
            + reads * prices.source().get()
            + pages * prices.destination().list()
            + writes * prices.destination().put();
    return requests / PER_THOUSAND + amount.bytes() / GIB * prices.source().out();
  }
}
