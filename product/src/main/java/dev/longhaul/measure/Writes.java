package dev.longhaul.measure;

import dev.longhaul.effect.Randomness;
import dev.longhaul.effect.Workers;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.ObjectWriter;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.WriteAnswer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Writes bodies of chance to a destination, each stream its own object again and again, so that
/// little has to be removed.
final class Writes {
  private static final ObjectAttributes PLAIN = ObjectAttributes.of(Metadata.NONE, Tags.NONE);

  private final ObjectWriter writer;
  private final String folder;
  private final Body large;
  private final Body small;
  private final ConcurrentHashMap<String, Boolean> names = new ConcurrentHashMap<>();
  private final AtomicInteger left = new AtomicInteger();

  Writes(ObjectWriter writer, String folder, Randomness randomness) {
    this.writer = writer;
    this.folder = folder;
    this.large = body(Measurement.LARGE, randomness);
    this.small = body(Measurement.SMALL, randomness);
  }

  /// Incompressible, and with the digest that buckets under Object Lock ask for (H47).
  private static Body body(int length, Randomness randomness) {
    byte[] bytes = new byte[length];
    ByteBuffer all = ByteBuffer.wrap(bytes);
    while (all.remaining() >= Long.BYTES) {
      all.putLong(randomness.nextLong());
    }
    return Body.of(bytes, BodyDigest.md5(bytes));
  }

  void large(int stream) {
    put("large-" + stream, large);
  }

  void small(int stream) {
    put("small-" + stream, small);
  }

  private void put(String name, Body body) {
    names.put(name, true);
    WriteAnswer answer = writer.put(key(name), PLAIN, body, new Precondition.None());
    switch (answer) {
      // A store that is driven to its limit may drop an answer; what counts is what it answered.
      case WriteAnswer.Written _, WriteAnswer.Ambiguous(Failure.Throttled _) -> {}
      case WriteAnswer.Ambiguous(Failure failure) -> throw new StoreException(failure);
      case WriteAnswer.PreconditionFailed _ ->
          throw new StoreException(
              new Failure.Transient("a PUT without a condition was stopped by one"));
      case WriteAnswer.DigestRefused(String message) ->
          throw new StoreException(new Failure.Transient(message));
    }
  }

  private ObjectKey key(String name) {
    return ObjectKey.of(folder + name);
  }

  /// Removes all that was written; what cannot be removed is counted.
  void remove(Workers workers) {
    SortedSet<String> written = new TreeSet<>(names.keySet());
    List<Workers.Job<Boolean>> jobs = new ArrayList<>();
    try (Workers.Group group = workers.open("remove")) {
      for (String name : written) {
        jobs.add(group.start(() -> remove(key(name))));
      }
    }
    jobs.forEach(Workers.Job::join);
  }

  private boolean remove(ObjectKey key) {
    boolean gone;
    try {
      gone = writer.delete(key, new Precondition.None()) instanceof WriteAnswer.Written;
    } catch (StoreException refused) {
      gone = false;
    }
    if (!gone) {
      left.incrementAndGet();
    }
    return gone;
  }

  int left() {
    return left.get();
  }
}
