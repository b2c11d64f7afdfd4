package dev.longhaul.simulation.whole;

import dev.longhaul.object.ETag;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.MemoryObject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// What one key of one store was, moment by moment.
final class Timeline {
  private final List<Stretch> stretches = new ArrayList<>();

  /// What once belonged to one object.
  ///
  /// @param bytes in hexadecimal; of a key that is absent `absent`
  record State(String bytes, Metadata metadata, Tags tags, ETag etag) {
    static final State ABSENT = new State("absent", Metadata.NONE, Tags.NONE, new ETag("absent"));

    static State of(InMemoryStore store, ObjectKey key) {
      if (!store.has(key)) {
        return ABSENT;
      }
      MemoryObject object = store.object(key);
      return new State(
          HexFormat.of().formatHex(object.content().toBytes()),
          object.attributes().metadata(),
          object.attributes().tags(),
          object.etag());
    }

    boolean isAbsent() {
      return equals(ABSENT);
    }

    /// Whether whoever reads them cannot tell them apart.
    boolean isLike(State other, boolean tagsToo) {
      return bytes.equals(other.bytes)
          && metadata.equals(other.metadata)
          && (!tagsToo || tags.equals(other.tags));
    }

    @Override
    public String toString() {
      return isAbsent() ? "absent" : bytes + " " + metadata.user() + " " + tags.values();
    }
  }

  private record Stretch(long from, State state) {}

  /// It is this from that moment on.
  void add(long moment, State state) {
    stretches.add(new Stretch(moment, state));
  }

  State now() {
    return stretches.isEmpty() ? State.ABSENT : stretches.getLast().state;
  }

  /// Everything it was since that moment.
  List<State> since(long moment) {
    List<State> states = new ArrayList<>();
    for (int index = stretches.size() - 1; index >= 0; index--) {
      states.add(stretches.get(index).state);
      if (stretches.get(index).from <= moment) {
        return states;
      }
    }
    states.add(State.ABSENT);
    return states;
  }

  /// Everything it ever was.
  List<State> all() {
    return stretches.stream().map(Stretch::state).toList();
  }
}
