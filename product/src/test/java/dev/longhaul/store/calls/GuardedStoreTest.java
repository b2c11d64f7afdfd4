package dev.longhaul.store.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.effect.system.SystemRandomness;
import dev.longhaul.effect.system.SystemWorkers;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.ObjectStoreContract;
import dev.longhaul.store.Operation;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.WriteAnswer;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Interference;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A store behind the whole stack of policies does what it did without them, and is counted.
class GuardedStoreTest extends ObjectStoreContract {
  private final Clock clock = new SystemClock();
  private final MeteredCalls metered = new MeteredCalls();

  private ObjectStore guarded(InMemoryStore memory) {
    LimitedCalls limited =
        new LimitedCalls(
            new SystemWorkers(), clock, ConcurrencyLimit.of(ConcurrencyLimit.Bounds.DEFAULT));
    CallPolicy policy =
        new RetryingCalls(clock, new SystemRandomness(), RetryingCalls.Patience.DEFAULT)
            .around(limited)
            .around(metered);
    BodyFlow flow = metered.and(limited).and(new Bandwidth(clock, Long.MAX_VALUE / 4).ofReads());
    return GuardedStore.of(memory.ports(), policy, flow);
  }

  @Override
  protected ObjectStore emptyBucket() {
    return guarded(new InMemoryStore("contract"));
  }

  @Test
  void everyPortIsCountedAsWhatItIs() {
    InMemoryStore memory = new InMemoryStore("counted");
    ObjectStore guarded = guarded(memory);
    ObjectKey key = ObjectKey.of("key");
    ObjectAttributes plain = ObjectAttributes.of(Metadata.NONE, Tags.NONE);
    Body body = Body.of(new byte[1234], BodyDigest.NONE);
    guarded.inspector().headBucket();
    guarded.writer().put(key, plain, body, new Precondition.None());
    guarded.reader().head(key);
    guarded.reader().read(key, ReadRequest.current(), (_, _, in) -> in.readAllBytes().length);
    guarded.reader().tags(key, null);
    guarded.uploads().abort(key, guarded.uploads().create(key, plain, null));
    guarded.uploads().open(key);
    guarded.writer().delete(key, new Precondition.None());
    Meter meter = metered.read();
    for (Operation operation : Operation.values()) {
      assertThat(meter.of(operation)).as("%s", operation).isEqualTo(memory.count(operation));
    }
    assertThat(meter.total()).isEqualTo(memory.calls().size());
    assertThat(meter.received()).isEqualTo(1234);
    assertThat(meter.sent()).isEqualTo(1234);
    assertThat(meter.inFlight()).isZero();
    assertThat(meter.failed() + meter.throttled()).isZero();
  }

  @Test
  void failuresAreCountedByKindAndEachTryByItself() {
    InMemoryStore memory = new InMemoryStore("counted");
    memory.interfere(
        Interference.failing(Operation.HEAD, 1, new Failure.Throttled("503", 0))
            .inside(Interference.losing(Operation.DELETE, 1)));
    ObjectStore guarded = guarded(memory);
    guarded.reader().head(ObjectKey.of("key"));
    WriteAnswer lost = guarded.writer().delete(ObjectKey.of("key"), new Precondition.None());
    assertThat(lost).isInstanceOf(WriteAnswer.Ambiguous.class);
    Meter meter = metered.read();
    assertThat(meter.requests()).isEqualTo(Map.of(Operation.HEAD, 2L, Operation.DELETE, 1L));
    assertThat(meter.throttled()).isEqualTo(1);
    assertThat(meter.failed()).isEqualTo(1);
  }
}
