package dev.longhaul.simulation.whole;

import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.ListingPage;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Operation;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import dev.longhaul.store.memory.MemoryObject;
import dev.longhaul.store.memory.Quirk;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/// One store of the world, with what goes wrong inside it.
final class Site implements Interference {
  private static final Duration STALE = Duration.ofSeconds(30);
  private static final int SNAPSHOTS = 64;

  private final World world;
  private final boolean source;
  private final InMemoryStore store;
  private final Weather weather;

  /// What listings showed, newest first.
  private final Deque<Snapshot> snapshots = new ArrayDeque<>();

  private record Snapshot(long nanos, List<ListedObject> objects) {}

  Site(World world, boolean source, Set<Quirk> quirks) {
    this.world = world;
    this.source = source;
    this.store = new InMemoryStore(source ? "from" : "to");
    this.weather = new Weather(world);
    quirks.forEach(quirk -> store.set(quirk, true));
    store.setMinPartSize(1);
    store.setPageSize(1 + world.dice.nextInt(6));
    Duration ahead = world.clockAhead();
    store.setTime(() -> world.simulation.clock().now().plus(ahead));
    store.interfere(this);
  }

  String name() {
    return source ? "source" : "destination";
  }

  boolean isSource() {
    return source;
  }

  InMemoryStore store() {
    return store;
  }

  Weather weather() {
    return weather;
  }

  /// The ports to it, as they are without a network in between.
  ObjectStore ports() {
    ObjectStore ports = store.ports();
    return new ObjectStore(
        ports.address(),
        ports.reader(),
        ports.writer(),
        ports.uploads(),
        request -> list(ports, request),
        ports.inspector());
  }

  // What happens at the store.

  @Override
  public void before(MemoryCall call) {
    if (World.CALLER.isBound()) {
      world.judge.sent(World.CALLER.get(), this, call);
    }
  }

  @Override
  public void done(MemoryCall call, Object answer) {
    world.judge.done(this, call, answer);
    remember();
  }

  @Override
  public Object after(MemoryCall call, Object answer) {
    Object seen =
        call.operation() == Operation.HEAD && answer instanceof Lookup && weather.isAbsent()
            ? new Lookup.NotFound(false)
            : answer;
    world.trace(World.caller(), name() + " " + call + " -> " + seen);
    return seen;
  }

  @Override
  public boolean defers(MemoryCall call, Runnable commit) {
    boolean late = world.strikes(Mishap.LATE_COMMITS, 40);
    if (late && World.CALLER.isBound()) {
      world.trace(World.caller(), name() + " " + call + " -> no answer, it is done later");
      world.later(name() + " " + call, commit);
      return true;
    }
    return false;
  }

  @Override
  public InputStream body(MemoryCall call, InputStream body) {
    if (world.strikes(Mishap.CUT_BODIES, 15)) {
      return Interference.cutting(1, world.dice.nextInt(2)).body(call, body);
    }
    boolean flips = source && world.strikes(Mishap.FLIPPED_BITS, 15);
    ObjectKey key = call.key();
    if (flips && key != null && store.has(key) && store.object(key).etag().parts() == 0) {
      return Interference.flipping(1, 0).body(call, body);
    }
    return body;
  }

  // Listings that are behind.

  /// The store was changed.
  void remember() {
    if (world.goesWrong(Mishap.STALE_LISTINGS)) {
      snapshots.addFirst(new Snapshot(world.nanos(), listed()));
      if (snapshots.size() > SNAPSHOTS) {
        snapshots.removeLast();
      }
    }
  }

  private List<ListedObject> listed() {
    List<ListedObject> listed = new ArrayList<>();
    store.objects().forEach((key, object) -> listed.add(entry(key, object)));
    return listed;
  }

  private static ListedObject entry(ObjectKey key, MemoryObject object) {
    return new ListedObject(
        key,
        object.content().size(),
        object.etag(),
        object.lastModified().toEpochMilli(),
        "STANDARD");
  }

  private ListingPage list(ObjectStore ports, ListingRequest request) {
    boolean stale = world.strikes(Mishap.STALE_LISTINGS, 3);
    String token = request.token();
    if (!stale || (token != null && !token.startsWith("stale"))) {
      String own = token != null && token.startsWith("stale") ? token.substring(5) : token;
      return ports
          .lister()
          .list(new ListingRequest(request.prefix(), request.startAfter(), own, request.maxKeys()));
    }
    long asOf = world.nanos() - world.upTo(STALE).toNanos();
    List<ListedObject> objects =
        snapshots.stream()
            .filter(snapshot -> snapshot.nanos <= asOf)
            .findFirst()
            .orElseGet(snapshots::getLast)
            .objects();
    ListingPage page = page(objects, request);
    world.trace(World.caller(), name() + " a listing from before -> " + page.objects());
    return page;
  }

  private static ListingPage page(List<ListedObject> objects, ListingRequest request) {
    List<ListedObject> page = new ArrayList<>();
    String next = null;
    for (ListedObject object : objects) {
      if (object.key().startsWith(request.prefix()) && isAfter(object.key(), request)) {
        if (page.size() == request.maxKeys()) {
          byte[] last = page.getLast().key().toBytes();
          next = "stale" + Base64.getUrlEncoder().encodeToString(last);
          break;
        }
        page.add(object);
      }
    }
    return new ListingPage(List.copyOf(page), true, next);
  }

  private static boolean isAfter(ObjectKey key, ListingRequest request) {
    String token = request.token();
    ObjectKey after =
        token == null
            ? request.startAfter()
            : ObjectKey.ofBytes(Base64.getUrlDecoder().decode(token.substring(5)));
    return after == null || key.compareTo(after) > 0;
  }
}
