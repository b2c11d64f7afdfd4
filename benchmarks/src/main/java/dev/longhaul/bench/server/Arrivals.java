package dev.longhaul.bench.server;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/// When each made-up object was first written here. Thread-safe.
final class Arrivals {
  private long[] micros = new long[1 << 10];
  private int end;

  /// The object of this number was written just now.
  ///
  /// @return whether it is the first time
  synchronized boolean note(long number) {
    int index = Math.toIntExact(number);
    if (index >= micros.length) {
      micros = Arrays.copyOf(micros, Math.max(index + 1, 2 * micros.length));
    }
    boolean first = micros[index] == 0;
    if (first) {
      micros[index] = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
    end = Math.max(end, index + 1);
    return first;
  }

  /// Microseconds since 1970, a line for each number; 0 for an object that was never written.
  synchronized String text() {
    StringBuilder lines = new StringBuilder();
    for (int index = 0; index < end; index++) {
      lines.append(micros[index]).append('\n');
    }
    return lines.toString();
  }
}
