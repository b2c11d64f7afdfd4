package dev.longhaul.reconcile.simulated;

import dev.longhaul.object.ETag;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.SystemHeaders;
import dev.longhaul.object.Tags;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.Completion;
import dev.longhaul.store.MultipartUploads;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.UploadedPart;
import dev.longhaul.store.WriteAnswer;
import dev.longhaul.store.memory.Content;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import dev.longhaul.store.memory.MemoryObject;
import dev.longhaul.store.memory.Quirk;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Two stores, those who write to the source, and the events that tell of it.
final class World {
  static final List<ObjectKey> KEYS = List.of(ObjectKey.of("a"), ObjectKey.of("d/b"));
  private static final int BURSTS = 5;
  private static final int CHANGES_PER_BURST = 3;
  private static final boolean TRACE = Long.getLong("simulation.seed") != null;

  final Scenario scenario;
  final Simulation simulation;
  final SplittableRandom dice;
  final InMemoryStore source;
  final InMemoryStore destination;
  final History history;
  final Deque<ObjectKey> events = new ArrayDeque<>();
  boolean written;

  /// Attempts under way.
  int busy;

  World(long seed, Scenario scenario) {
    this.scenario = scenario;
    this.simulation = new Simulation(seed);
    this.dice = new SplittableRandom(seed + 1);
    this.source = store("from", scenario.source());
    this.destination = store("to", scenario.destination());
    this.history =
        new History(source, destination, !scenario.source().contains(Quirk.NO_TAG_COUNT));
    give();
    destination.interfere(watch());
    source.interfere(
        new Interference() {
          @Override
          public Object after(MemoryCall call, Object answer) {
            trace(" from  ", call, answer);
            return answer;
          }
        });
  }

  private InMemoryStore store(String name, Iterable<Quirk> quirks) {
    InMemoryStore store = new InMemoryStore(name);
    quirks.forEach(quirk -> store.set(quirk, true));
    store.setMinPartSize(1);
    store.setTime(simulation.clock()::now);
    return store;
  }

  /// What the destination has before anything begins; a first scan tells of it.
  private void give() {
    for (ObjectKey key : KEYS) {
      if (dice.nextBoolean()) {
        destination.put(key, attributes(), content());
        history.given(key);
      }
      events.add(key);
    }
  }

  private Interference watch() {
    return new Interference() {
      @Override
      public Object after(MemoryCall call, Object answer) {
        ObjectKey key = call.key();
        trace("   to  ", call, answer);
        if (key != null && answer instanceof WriteAnswer.Written) {
          switch (call.operation()) {
            case DELETE -> history.checkDeleted(key);
            // Tags know no precondition, so they may meet another object; looking again mends it.
            case PUT_TAGS -> {}
            default -> history.checkWritten(key);
          }
        }
        return answer;
      }
    };
  }

  /// A run of one seed tells what happens.
  void trace(String where, Object call, Object answer) {
    if (TRACE) {
      System.out.printf(
          "%s %s%s %s -> %s%n", simulation.clock().now(), where, history.acting(), call, answer);
    }
  }

  /// Whoever uses the source: writes in bursts, and between them waits until all is quiet.
  boolean write() {
    for (int burst = 0; burst < BURSTS; burst++) {
      for (int change = 0; change < CHANGES_PER_BURST; change++) {
        int pause = dice.nextBoolean() ? 300 : 2_000;
        simulation.clock().sleep(Duration.ofMillis(dice.nextInt(pause)));
        change(KEYS.get(scenario.hot() ? 0 : dice.nextInt(KEYS.size())));
      }
      while (!events.isEmpty() || busy > 0) {
        simulation.clock().sleep(Duration.ofMillis(100));
      }
      if (scenario.losesNothing()) {
        assertEqual("after burst " + burst);
      }
    }
    written = true;
    return true;
  }

  /// Writes, overwrites, deletes, or writes the same again.
  private void change(ObjectKey key) {
    history.beforeChange(key);
    if (source.has(key) && dice.nextInt(scenario.hot() ? 2 : 3) == 0) {
      source.remove(key);
    } else if (!scenario.hot() && source.has(key) && dice.nextInt(6) == 0) {
      source.tag(key, tags());
    } else if (dice.nextInt(scenario.hot() ? 10 : 4) == 0) {
      putInParts(key);
    } else {
      source.put(key, attributes(), content());
    }
    history.changed(key);
    trace("SOURCE ", key, stateOf(source, key));
    tell(key);
  }

  /// Few contents and names, so that equal ones come again (H19).
  private Content content() {
    boolean other = dice.nextInt(scenario.hot() ? 5 : 2) == 0;
    return Content.of(new byte[] {1, (byte) (other ? 1 : 0)});
  }

  private ObjectAttributes attributes() {
    int names = scenario.hot() ? 1 : 2;
    TreeMap<String, String> user = new TreeMap<>(Map.of("name", "v" + dice.nextInt(names)));
    Tags tags = scenario.hot() ? Tags.NONE : tags();
    return ObjectAttributes.of(new Metadata(user, SystemHeaders.NONE), tags);
  }

  private Tags tags() {
    return dice.nextInt(3) > 0
        ? Tags.NONE
        : new Tags(new TreeMap<>(Map.of("team", "t" + dice.nextInt(2))));
  }

  private void putInParts(ObjectKey key) {
    MultipartUploads uploads = source.ports().uploads();
    UploadId id = uploads.create(key, attributes(), null);
    List<UploadedPart> parts = new ArrayList<>();
    for (int part = 0; part <= dice.nextInt(3); part++) {
      parts.add(uploads.upload(key, id, part + 1, content().toBody()));
    }
    uploads.complete(key, id, new Completion(parts, new Precondition.None(), null));
  }

  /// Events come late, in any order, twice or not at all (H1).
  private void tell(ObjectKey key) {
    if (scenario.losesEvents() && dice.nextInt(3) == 0) {
      return;
    }
    for (int copy = 0; copy <= dice.nextInt(2); copy++) {
      if (dice.nextBoolean()) {
        events.addLast(key);
      } else {
        events.addFirst(key);
      }
    }
  }

  /// Both sides have the same keys, bytes, metadata and tags.
  void assertEqual(String when) {
    for (ObjectKey key : KEYS) {
      String from = stateOf(source, key);
      String to = stateOf(destination, key);
      if (!from.equals(to)) {
        throw new AssertionError(
            "%s, key %s differs:%n  source      %s%n  destination %s"
                .formatted(when, key, from, to));
      }
    }
  }

  private static String stateOf(InMemoryStore store, ObjectKey key) {
    if (!store.has(key)) {
      return "absent";
    }
    MemoryObject object = store.object(key);
    return Arrays.toString(object.content().toBytes())
        + object.attributes().metadata()
        + object.attributes().tags();
  }

  /// The ETag that the destination shows, to see whether anything was written again.
  Map<ObjectKey, ETag> etags() {
    Map<ObjectKey, ETag> etags = new TreeMap<>();
    destination.objects().forEach((key, object) -> etags.put(key, object.etag()));
    return etags;
  }
}
