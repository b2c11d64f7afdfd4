package dev.longhaul.simulation.whole;

import dev.longhaul.object.ETag;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyReader;
import dev.longhaul.store.Capabilities.Preconditions;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ListingPage;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.ObjectReader;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.ObjectWriter;
import dev.longhaul.store.Operation;
import dev.longhaul.store.PartFacts;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.Reading;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.WriteAnswer;
import dev.longhaul.store.calls.BodyFlow;
import dev.longhaul.store.calls.Call;
import dev.longhaul.store.calls.CallPolicy;
import dev.longhaul.store.calls.GuardedStore;
import dev.longhaul.store.memory.HonestProbe;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The way from one life of a process to one store: requests travel, others overtake them, and not
/// every answer arrives. Writes down what the process was told.
record Link(World world, Life life, Site site) implements CallPolicy {
  private static final int TRAVEL_MILLIS = 200;
  private static final int DETOUR_MILLIS = 5_000;

  /// The store as this life of the process reaches it.
  ObjectStore store() {
    ObjectStore reached = GuardedStore.of(site.ports(), this, BodyFlow.FREE);
    return new ObjectStore(
        reached.address(),
        new Noting(reached.reader()),
        new Conditional(reached.writer()),
        reached.uploads(),
        request -> note(request, reached.lister().list(request)),
        reached.inspector());
  }

  @Override
  public <T> T call(Call call, Supplier<T> request) {
    Operation operation = call.operation();
    life.pass(operation.name());
    travel();
    life.check();
    trouble(operation);
    T answer = ScopedValue.where(World.CALLER, life).call(request::get);
    travel();
    life.pass(operation.name());
    if (world.strikes(Mishap.LOST_ANSWERS, 30)) {
      world.trace(life, site.name() + " the answer to " + operation + " is lost");
      return lost(operation);
    }
    return answer;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> T lost(Operation operation) {
    return (T) Interference.lost(new MemoryCall(operation, null, 0));
  }

  private void travel() {
    int most = world.dice.nextInt(20) == 0 ? DETOUR_MILLIS : TRAVEL_MILLIS;
    world.sleep(Duration.ofMillis(world.dice.nextInt(most)));
  }

  private void trouble(Operation operation) {
    if (site.weather().isStormy() && world.dice.nextInt(10) > 0) {
      fail(operation, new Failure.Throttled("503 SlowDown to " + operation, 0));
    }
    if (site.weather().isExpired()) {
      fail(operation, new Failure.WrongCredentials("403 ExpiredToken", 403, "ExpiredToken"));
    }
    if (world.strikes(Mishap.THROTTLING, 20)) {
      fail(
          operation,
          world.dice.nextBoolean()
              ? new Failure.Throttled("503 to " + operation, 100)
              : new Failure.Transient("connection reset at " + operation));
    }
  }

  private void fail(Operation operation, Failure failure) {
    world.trace(life, site.name() + " " + operation + " -> " + failure.message());
    throw new StoreException(failure);
  }

  private ListingPage note(ListingRequest request, ListingPage page) {
    if (!request.prefix().isEmpty()) {
      ObjectKey key = ObjectKey.ofBytes(request.prefix().toBytes());
      Attempt attempt = askedBy(key);
      if (attempt != null) {
        attempt.absentByListing =
            page.objects().stream().noneMatch(listed -> listed.key().equals(key));
      }
    }
    return page;
  }

  /// The attempt at a key that asked the source for it just now; `null` when it was somebody else.
  private @Nullable Attempt askedBy(ObjectKey key) {
    Attempt attempt = life.attempt(key);
    boolean own = attempt != null && attempt.isOf(world.simulation.worker());
    return own && site.isSource() ? attempt : null;
  }

  private Lookup note(ObjectKey key, Lookup lookup) {
    Attempt attempt = askedBy(key);
    if (attempt != null) {
      attempt.absentByHead = lookup instanceof Lookup.NotFound;
      attempt.absentByListing &= attempt.absentByHead;
    }
    return lookup;
  }

  /// A reader that writes down what HEAD says.
  private final class Noting implements ObjectReader {
    private final ObjectReader reader;

    Noting(ObjectReader reader) {
      this.reader = reader;
    }

    @Override
    public Lookup head(ObjectKey key) {
      return note(key, reader.head(key));
    }

    @Override
    public Optional<PartFacts> part(ObjectKey key, Incarnation pin, int partNumber) {
      return reader.part(key, pin, partNumber);
    }

    @Override
    public <T> Reading<T> read(ObjectKey key, ReadRequest request, BodyReader<T> body) {
      return reader.read(key, request, body);
    }

    @Override
    public Tags tags(ObjectKey key, @Nullable String versionId) {
      return reader.tags(key, versionId);
    }
  }

  /// A writer that looks whether changes are conditional where the store honours that (H20).
  private final class Conditional implements ObjectWriter {
    private final ObjectWriter writer;

    Conditional(ObjectWriter writer) {
      this.writer = writer;
    }

    @Override
    public WriteAnswer put(
        ObjectKey key, ObjectAttributes attributes, Body body, Precondition precondition) {
      Preconditions honoured = honoured();
      check(key, precondition, honoured.putIfAbsent() && honoured.putIfMatch());
      return writer.put(key, attributes, body, precondition);
    }

    @Override
    public WriteAnswer replaceAttributes(
        ObjectKey key, ObjectAttributes attributes, ETag expected) {
      return writer.replaceAttributes(key, attributes, expected);
    }

    @Override
    public WriteAnswer putTags(ObjectKey key, Tags tags, ETag expected) {
      return writer.putTags(key, tags, expected);
    }

    @Override
    public WriteAnswer delete(ObjectKey key, Precondition precondition) {
      check(key, precondition, honoured().deleteIfMatch());
      return writer.delete(key, precondition);
    }

    private Preconditions honoured() {
      return HonestProbe.of(world.scenario.destination()).preconditions();
    }

    private void check(ObjectKey key, Precondition precondition, boolean honoured) {
      if (honoured && precondition instanceof Precondition.None) {
        world.violated(life + " changes " + key + " without a condition");
      }
    }
  }
}
