package dev.longhaul.store.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Operation;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.Reading;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Interference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RetryingCallsTest {
  private static final Failure BROKEN = new Failure.Transient("the connection broke");
  private static final RetryingCalls.Patience PATIENCE = RetryingCalls.Patience.DEFAULT;

  private final Simulation simulation = new Simulation(1);
  private final RetryingCalls retrying =
      new RetryingCalls(simulation.clock(), simulation.randomness(), PATIENCE);
  private final AtomicInteger tries = new AtomicInteger();

  /// Fails so many times, then answers.
  private Supplier<String> failing(int times, Failure failure) {
    return () -> {
      if (tries.incrementAndGet() <= times) {
        throw new StoreException(failure);
      }
      return "answer";
    };
  }

  private Duration elapsed() {
    return Duration.ofNanos(simulation.clock().nanos());
  }

  @Test
  @Hazard(64)
  void triesAgainWhatMayPassAndDoesNoHarm() {
    for (Failure failure : List.of(BROKEN, new Failure.Throttled("503 SlowDown", 0))) {
      tries.set(0);
      Simulation another = new Simulation(2);
      RetryingCalls calls = new RetryingCalls(another.clock(), another.randomness(), PATIENCE);
      assertThat(another.run(() -> calls.call(Call.of(Operation.HEAD), failing(3, failure))))
          .isEqualTo("answer");
      assertThat(tries).hasValue(4);
    }
  }

  @Test
  void givesUpAfterItsLastAttempt() {
    assertThatThrownBy(() ->
            simulation.run(() -> retrying.call(Call.of(Operation.GET), failing(1000, BROKEN))))
        .isInstanceOf(StoreException.class)
        .hasMessage("the connection broke");
    assertThat(tries).hasValue(PATIENCE.maxAttempts());
  }

  @Test
  @Hazard(20)
  void neverRepeatsWhatDecides() {
    for (Operation operation : Operation.values()) {
      tries.set(0);
      Simulation another = new Simulation(2);
      RetryingCalls calls = new RetryingCalls(another.clock(), another.randomness(), PATIENCE);
      boolean answered;
      try {
        another.run(() -> calls.call(Call.of(operation), failing(1, BROKEN)));
        answered = true;
      } catch (StoreException _) {
        answered = false;
      }
      assertThat(answered).as("%s", operation).isEqualTo(operation.isRepeatable());
    }
  }

  @Test
  @Hazard(67)
  void neverRepeatsWhatIsRefused() {
    for (Failure failure :
        List.of(
            new Failure.Refused("no", 400, "InvalidArgument"),
            new Failure.WrongCredentials("who are you", 403, "AccessDenied"))) {
      tries.set(0);
      assertThatThrownBy(() -> retrying.call(Call.of(Operation.HEAD), failing(1, failure)))
          .hasMessage(failure.message());
      assertThat(tries).hasValue(1);
    }
  }

  @Test
  void waitsAsLongAsTheStoreAsksButNeverTooLong() {
    simulation.run(() ->
        retrying.call(Call.of(Operation.LIST), failing(1, new Failure.Throttled("later", 3_000))));
    assertThat(elapsed()).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3_200));
    tries.set(0);
    Simulation another = new Simulation(2);
    RetryingCalls calls = new RetryingCalls(another.clock(), another.randomness(), PATIENCE);
    Failure century = new Failure.Throttled("in a century", Long.MAX_VALUE / 2);
    another.run(() -> calls.call(Call.of(Operation.LIST), failing(2, century)));
    assertThat(Duration.ofNanos(another.clock().nanos()))
        .isEqualTo(PATIENCE.maxPause().multipliedBy(2));
  }

  @Test
  void staysWithinItsTime() {
    RetryingCalls.Patience long10 =
        new RetryingCalls.Patience(
            1_000, Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(60));
    RetryingCalls calls = new RetryingCalls(simulation.clock(), simulation.randomness(), long10);
    assertThatThrownBy(() ->
            simulation.run(() -> calls.call(Call.of(Operation.HEAD), failing(1_000_000, BROKEN))))
        .isInstanceOf(StoreException.class);
    assertThat(elapsed()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
  }

  @Test
  @Hazard(64)
  void pausesDifferSoThatCallersDoNotComeBackTogether() {
    Set<Duration> pauses = new HashSet<>();
    List<Duration> all = new ArrayList<>();
    for (int seed = 0; seed < 50; seed++) {
      tries.set(0);
      Simulation another = new Simulation(seed);
      RetryingCalls calls = new RetryingCalls(another.clock(), another.randomness(), PATIENCE);
      another.run(() -> calls.call(Call.of(Operation.HEAD), failing(1, BROKEN)));
      Duration pause = Duration.ofNanos(another.clock().nanos());
      pauses.add(pause);
      all.add(pause);
    }
    assertThat(pauses).hasSizeGreaterThan(25);
    assertThat(all).allMatch(pause -> pause.compareTo(PATIENCE.firstPause()) <= 0);
  }

  @Test
  @Hazard(32)
  void aBodyThatBreaksOffIsReadAgainFromItsFirstByte() {
    InMemoryStore memory = new InMemoryStore("bucket");
    memory.put("key", "all of the content");
    memory.interfere(Interference.cutting(2, 7));
    ObjectStore store = GuardedStore.of(memory.ports(), retrying, BodyFlow.FREE);
    Reading<String> reading =
        simulation.run(() ->
            store
                .reader()
                .read(
                    ObjectKey.of("key"),
                    ReadRequest.current(),
                    (_, _, in) -> new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    assertThat(reading).isEqualTo(new Reading.Complete<>("all of the content"));
    assertThat(memory.count(Operation.GET)).isEqualTo(3);
  }
}
