package dev.longhaul.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.effect.Workers;
import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.effect.system.SystemRandomness;
import dev.longhaul.effect.system.SystemWorkers;
import dev.longhaul.hint.Hint;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.SystemHeaders;
import dev.longhaul.object.Tags;
import dev.longhaul.route.KeyMapping;
import dev.longhaul.route.Policy;
import dev.longhaul.route.Route;
import dev.longhaul.store.Belief;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Observer;
import dev.longhaul.store.Operation;
import dev.longhaul.store.memory.Content;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.MemoryObject;
import dev.longhaul.store.memory.Quirk;
import dev.longhaul.transfer.BufferPool;
import dev.longhaul.transfer.Means;
import dev.longhaul.transfer.PartwiseTransfer;
import dev.longhaul.transfer.StoreLimits;
import dev.longhaul.transfer.Transfer;
import dev.longhaul.transfer.TransferEnd;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// A real reconciler between two stores in memory, and the words tests say it in.
final class Bench {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  final InMemoryStore source;
  final InMemoryStore destination;
  final CountingLedger ledger = new CountingLedger();
  Capabilities sourceProved = States.proved();
  Capabilities proved = States.proved();
  Policy policy = States.mirror();
  Mode mode = Mode.ALONE;
  RunBreaker breaker = new RunBreaker(100, 0.1);
  KeyMapping mapping = new KeyMapping(KeyPrefix.NONE, KeyPrefix.NONE);

  Bench(InMemoryStore source, InMemoryStore destination) {
    this.source = source;
    this.destination = destination;
  }

  /// Two stores like Amazon S3.
  static Bench plain() {
    return to();
  }

  /// A destination with quirks.
  static Bench to(Quirk... quirks) {
    return new Bench(new InMemoryStore("from"), new InMemoryStore("to", quirks));
  }

  Reconciler reconciler() {
    Workers workers = new SystemWorkers();
    Means means =
        new Means(
            new BufferPool(64 << 20, workers),
            ledger.uploads(),
            new SystemClock(),
            new SystemRandomness(),
            workers,
            4);
    Transfer transfer =
        new PartwiseTransfer(
            new TransferEnd(source.ports(), () -> sourceProved, StoreLimits.AMAZON),
            new TransferEnd(destination.ports(), () -> proved, StoreLimits.AMAZON),
            means);
    return new Reconciler(
        Route.of(mapping, policy),
        end(source, () -> sourceProved),
        end(destination, () -> proved),
        new Equipment(transfer, ledger, breaker, new SystemClock()),
        mode);
  }

  private static StoreEnd end(InMemoryStore store, Supplier<Capabilities> capabilities) {
    ObjectStore ports = store.ports();
    return new StoreEnd(ports, new Observer(ports, new SystemClock()), capabilities);
  }

  /// What an event makes of a key.
  Outcome event(String key) {
    return reconciler().reconcile(hint(key));
  }

  static Hint hint(String key) {
    return Hint.of(ObjectKey.of(key), Hint.Cause.EVENT, NOW);
  }

  /// What a scan makes of a key, with what the listings of both sides show now.
  Outcome scan(String key) {
    ObjectKey name = ObjectKey.of(key);
    return reconciler()
        .reconcile(
            new Hint(name, Hint.Cause.SCAN, NOW, listed(source, name), listed(destination, name)));
  }

  static Belief listed(InMemoryStore store, ObjectKey key) {
    for (ListedObject entry :
        store.ports().lister().list(ListingRequest.first(KeyPrefix.NONE)).objects()) {
      if (entry.key().equals(key)) {
        return new Belief.Listed(entry);
      }
    }
    return new Belief.Unobserved();
  }

  static ObjectAttributes named(String name, String value) {
    return ObjectAttributes.of(
        new Metadata(new TreeMap<>(Map.of(name, value)), SystemHeaders.NONE), Tags.NONE);
  }

  static ObjectAttributes tagged(Tags tags) {
    return ObjectAttributes.of(Metadata.NONE, tags);
  }

  static Content bytes(String text) {
    return Content.of(text.getBytes(StandardCharsets.UTF_8));
  }

  MemoryObject at(InMemoryStore store, String key) {
    return store.object(ObjectKey.of(key));
  }

  String text(String key) {
    return new String(at(destination, key).content().toBytes(), StandardCharsets.UTF_8);
  }

  void assertEqualSides(String key) {
    MemoryObject from = at(source, key);
    MemoryObject to = at(destination, key);
    assertThat(to.content().toBytes()).isEqualTo(from.content().toBytes());
    assertThat(to.attributes().metadata()).isEqualTo(from.attributes().metadata());
    assertThat(to.attributes().tags()).isEqualTo(from.attributes().tags());
  }

  /// The outcome says so, with a remedy, and so does the ledger.
  void assertParked(Outcome outcome, ParkReason reason) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Parked.class,
            parked -> {
              assertThat(parked.parked().reason()).isEqualTo(reason.name());
              assertThat(parked.parked().remedy()).isNotEmpty();
              assertThat(ledger.hasParked(outcome.key())).isTrue();
            });
  }

  /// How many requests changed the destination.
  long changes() {
    return destination.calls().stream()
        .map(call -> call.operation())
        .filter(operation -> !operation.isRepeatable())
        .filter(operation -> operation != Operation.ABORT_UPLOAD)
        .count();
  }

  /// All requests to both sides but those that tests made themselves.
  long requests() {
    return (long) source.calls().size() + destination.calls().size();
  }

  void forgetCalls() {
    source.forgetCalls();
    destination.forgetCalls();
  }
}
