package dev.longhaul.measure;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What was measured of one side. Flows that could not be measured are `null`: a source may hold no
/// object that is large or small enough.
///
/// @param roundTrip the fastest answer to a small question on an open connection
/// @param one large bodies, one request at a time
/// @param many large bodies, as many requests at once as one object gets
/// @param small small objects, as many requests at once as the store bears
public record SideFigures(
    Duration roundTrip, @Nullable Flow one, @Nullable Flow many, @Nullable Flow small) {
  /// Bytes per second that were had, 0 when none were.
  public double bandwidth() {
    return flows().mapToDouble(Flow::bandwidth).max().orElse(0);
  }

  /// Objects per second that were had, 0 when none were.
  public double rate() {
    return flows().mapToDouble(Flow::rate).max().orElse(0);
  }

  private Stream<Flow> flows() {
    return Stream.of(
            Optional.ofNullable(one), Optional.ofNullable(many), Optional.ofNullable(small))
        .flatMap(Optional::stream);
  }
}
