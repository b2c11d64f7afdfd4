package dev.longhaul.reconcile.simulated;

import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.MemoryObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What each key of the source ever was, and when it was absent: against this every change of the
/// destination is judged at the moment it happens.
final class History {
  private final InMemoryStore source;
  private final InMemoryStore destination;
  private final boolean tagsToo;
  private final Map<ObjectKey, Set<Together>> states = new HashMap<>();
  private final Map<ObjectKey, Long> lastAbsent = new HashMap<>();
  private long now;
  private long attemptBegan;
  private @Nullable Life acting;

  String acting() {
    return String.valueOf(acting);
  }

  History(InMemoryStore source, InMemoryStore destination, boolean tagsToo) {
    this.tagsToo = tagsToo;
    this.source = source;
    this.destination = destination;
  }

  /// What once belonged to one object.
  private record Together(String bytes, Metadata metadata, Tags tags) {}

  /// Tags count where the source tells with each answer whether there are any: elsewhere an answer
  /// of none is not asked for twice, and mended by the event of what came after.
  private Together together(MemoryObject object) {
    return new Together(
        HexFormat.of().formatHex(object.content().toBytes()),
        object.attributes().metadata(),
        tagsToo ? object.attributes().tags() : Tags.NONE);
  }

  /// The moment, as a number that grows with every change of the source.
  long now() {
    return now;
  }

  /// The source is about to change.
  void beforeChange(ObjectKey key) {
    if (!source.has(key)) {
      lastAbsent.put(key, now);
    }
    now++;
  }

  /// The source has this now.
  void changed(ObjectKey key) {
    if (source.has(key)) {
      states.computeIfAbsent(key, _ -> new HashSet<>()).add(together(source.object(key)));
    }
  }

  /// The destination had this before anybody began.
  void given(ObjectKey key) {
    states.computeIfAbsent(key, _ -> new HashSet<>()).add(together(destination.object(key)));
  }

  /// Something was written to the destination.
  void checkWritten(ObjectKey key) {
    if (destination.has(key)) {
      Together now = together(destination.object(key));
      if (!states.getOrDefault(key, Set.of()).contains(now)) {
        throw new AssertionError(
            "the source never was what the destination is: " + key + " " + now);
      }
    }
  }

  /// Makes a request of this process reach its store.
  <T> T by(Life life, Supplier<T> request) {
    acting = life;
    attemptBegan = life.attemptBegan();
    return request.get();
  }

  /// A delete reached the destination: in the attempt that sent it the source must have been absent
  /// for a moment at least.
  void checkDeleted(ObjectKey key) {
    boolean wasAbsent = !source.has(key) || lastAbsent.getOrDefault(key, -1L) >= attemptBegan;
    if (!wasAbsent) {
      throw new AssertionError("deleted although the source had it all the time: " + key);
    }
  }
}
