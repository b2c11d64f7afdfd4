package dev.longhaul.cli;

import dev.longhaul.object.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Sends keys many at a time, however many there are. Used by one thread.
final class KeyBatches {
  private static final int KEYS = 500;

  /// So that a body stays below a megabyte though every byte be escaped.
  private static final int BYTES = 120_000;

  /// Keys that the route is not about, and are told one by one.
  private static final int FOREIGN_TOLD = 100;

  private final Function<List<ObjectKey>, Taken> send;
  private final List<ObjectKey> waiting = new ArrayList<>();
  private final List<ObjectKey> foreign = new ArrayList<>();
  private int bytes;
  private long taken;
  private long foreignCount;

  /// What became of the keys of one call.
  ///
  /// @param foreign those that are none of the route's
  record Taken(long taken, List<ObjectKey> foreign) {
    Taken {
      foreign = List.copyOf(foreign);
    }
  }

  KeyBatches(Function<List<ObjectKey>, Taken> send) {
    this.send = send;
  }

  void add(ObjectKey key) {
    waiting.add(key);
    bytes += key.length();
    if (waiting.size() >= KEYS || bytes >= BYTES) {
      flush();
    }
  }

  /// Sends what waits.
  void flush() {
    if (waiting.isEmpty()) {
      return;
    }
    Taken answer = send.apply(List.copyOf(waiting));
    waiting.clear();
    bytes = 0;
    taken += answer.taken();
    foreignCount += answer.foreign().size();
    answer.foreign().stream().limit(FOREIGN_TOLD - foreign.size()).forEach(foreign::add);
  }

  long taken() {
    return taken;
  }

  /// The first of those that are none of the route's.
  List<ObjectKey> foreign() {
    return List.copyOf(foreign);
  }

  long foreignCount() {
    return foreignCount;
  }
}
