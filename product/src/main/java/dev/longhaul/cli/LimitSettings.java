package dev.longhaul.cli;

import dev.longhaul.config.Bandwidth;
import dev.longhaul.config.ByteSize;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How much of the machine, the link and the stores a run may use.
///
/// @param memory bytes of all part buffers together
/// @param concurrency requests at once per side at most; how many there are adapts below it
/// @param bandwidth limit for the bytes read from the source, `null` for none
/// @param giveUpAfter how long nothing may move before the run gives up (decision 11)
public record LimitSettings(
    ByteSize memory, int concurrency, @Nullable Bandwidth bandwidth, Duration giveUpAfter) {
  /// What suits a machine with some hundred megabytes for the process.
  public static final LimitSettings USUAL =
      new LimitSettings(new ByteSize(256L << 20), 512, null, Duration.ofMinutes(15));
}
