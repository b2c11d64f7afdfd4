package dev.longhaul.s3copy.worker;

import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.Workers;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.s3copy.CopyJob;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/// One piece of work per key at a time in this process: two events of one key are two jobs, and
/// would share one upload otherwise. Thread-safe.
final class KeyTurns {
  private final Monitor monitor;
  private final Set<Place> busy = new HashSet<>();

  private record Place(String bucket, ObjectKey key) {}

  KeyTurns(Workers workers) {
    this.monitor = workers.monitor();
  }

  /// Waits until nobody works on the key, and does the work then.
  <T> T during(CopyJob job, Supplier<T> work) {
    Place place = new Place(job.destinationBucket(), job.key());
    monitor.when(() -> !busy.contains(place), () -> busy.add(place));
    try {
      return work.get();
    } finally {
      monitor.enter(() -> busy.remove(place));
    }
  }
}
