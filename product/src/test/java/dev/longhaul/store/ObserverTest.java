package dev.longhaul.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.NastyKeys;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import dev.longhaul.store.memory.Quirk;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Absence is believed only by two answers and a bucket that is there; all else is unknown.
class ObserverTest {
  private static final ObjectKey KEY = ObjectKey.of("x");

  private final Simulation simulation = new Simulation(1);
  private final InMemoryStore memory = new InMemoryStore("bucket");
  private final Observer observer = new Observer(memory.ports(), simulation.clock());

  private Observation observe() {
    return observer.observe(KEY);
  }

  private List<Operation> requests() {
    return memory.calls().stream().map(MemoryCall::operation).toList();
  }

  @Test
  void whatIsThereTakesOneRequest() {
    memory.put("x", "content");
    assertThat(observe())
        .isInstanceOfSatisfying(
            Observation.Present.class,
            present -> assertThat(present.state().etag()).isEqualTo(memory.object(KEY).etag()));
    assertThat(requests()).containsExactly(Operation.HEAD);
  }

  @Test
  @Hazard(15)
  void absenceTakesTwoAnswersAndABucketThatProvedItself() {
    assertThat(observe()).isEqualTo(new Observation.Absent(new Observation.Proof(false)));
    assertThat(requests()).containsExactly(Operation.HEAD, Operation.HEAD_BUCKET, Operation.LIST);
  }

  @Test
  @Hazard(15)
  void theBucketProvesItselfAnewAfterAWhile() {
    simulation.run(() -> {
      observe();
      simulation.clock().sleep(Observer.BUCKET_PROOF);
      observe();
      assertThat(memory.count(Operation.HEAD_BUCKET)).isEqualTo(1);
      simulation.clock().sleep(Duration.ofNanos(1));
      observe();
      assertThat(memory.count(Operation.HEAD_BUCKET)).isEqualTo(2);
      return true;
    });
  }

  @Test
  @Hazard(15)
  void aMissingBucketSaysNothingOfItsKeys() {
    memory.setMissing(true);
    assertThat(observe()).isInstanceOf(Observation.Unknown.class);
  }

  @Test
  @Hazard(15)
  void aBucketThatVanishedSinceItProvedItselfSaysNothing() {
    observe();
    memory.setMissing(true);
    assertThat(observe()).isInstanceOf(Observation.Unknown.class);
  }

  @Test
  @Hazard(15)
  void eachAnswerThatIsRefusedLeavesItUnknown() {
    Failure forbidden = new Failure.WrongCredentials("403 AccessDenied", 403, "AccessDenied");
    for (Operation operation : List.of(Operation.HEAD, Operation.LIST, Operation.HEAD_BUCKET)) {
      Observer fresh = new Observer(memory.ports(), simulation.clock());
      memory.interfere(Interference.failing(operation, 1, forbidden));
      assertThat(fresh.observe(KEY)).isEqualTo(new Observation.Unknown(forbidden));
    }
  }

  @Test
  @Hazard({15, 64, 67})
  void noKindOfFailureIsAbsence() {
    for (Failure failure :
        List.of(
            new Failure.Throttled("503", 0),
            new Failure.Transient("reset"),
            new Failure.Refused("301 PermanentRedirect", 301, null),
            new Failure.WrongCredentials("400 ExpiredToken", 400, "ExpiredToken"))) {
      memory.interfere(Interference.failing(Operation.HEAD, 1, failure));
      assertThat(observe()).isEqualTo(new Observation.Unknown(failure));
    }
  }

  @Test
  @Hazard(16)
  void answersThatContradictEachOtherLeaveItUnknown() {
    memory.put("x", "content");
    memory.interfere(
        new Interference() {
          @Override
          public Object after(MemoryCall call, Object answer) {
            return call.operation() == Operation.HEAD ? new Lookup.NotFound(false) : answer;
          }
        });
    assertThat(observe()).isInstanceOf(Observation.Unknown.class);
  }

  @Test
  @Hazard(53)
  void keysThatContinueTheKeyAreNotTheKey() {
    memory.put("x/y", "content");
    memory.put("x2", "content");
    assertThat(observe()).isInstanceOf(Observation.Absent.class);
  }

  @Test
  @Hazard(43)
  void aDeleteMarkerIsNamed() {
    InMemoryStore versioned = new InMemoryStore("versioned", Quirk.VERSIONED);
    versioned.put("x", "content");
    versioned.ports().writer().delete(KEY, new Precondition.None());
    assertThat(new Observer(versioned.ports(), simulation.clock()).observe(KEY))
        .isEqualTo(new Observation.Absent(new Observation.Proof(true)));
  }

  @Test
  @Hazard({52, 54, 55})
  void nastyKeysAreObservedAsThemselves() {
    for (ObjectKey key : NastyKeys.all()) {
      assertThat(observer.observe(key)).as("key %s", key).isInstanceOf(Observation.Absent.class);
    }
    NastyKeys.all().forEach(key -> memory.put(key.text(), "content"));
    for (ObjectKey key : NastyKeys.all()) {
      assertThat(observer.observe(key)).as("key %s", key).isInstanceOf(Observation.Present.class);
    }
  }
}
