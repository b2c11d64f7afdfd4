package dev.longhaul.reconcile.simulated;

import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Operation;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.WriteAnswer;
import dev.longhaul.store.calls.Call;
import dev.longhaul.store.calls.CallPolicy;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// What happens to the requests of one process to one store: others come between, some are
/// throttled, answers are lost, and now and then the process dies, at once or after a long silence
/// in which its last request lands.
record Trouble(
    Scenario scenario, Simulation simulation, SplittableRandom dice, History history, Life life)
    implements CallPolicy {
  private static final int TRAVEL_MILLIS = 300;
  private static final int DETOUR_MILLIS = 5_000;

  @Override
  public <T> T call(Call call, Supplier<T> request) {
    Operation operation = call.operation();
    life.check();
    travel();
    life.check();
    int fate = dice.nextInt(100);
    if (scenario.faults() && fate < 4) {
      throw new StoreException(new Failure.Throttled("503 to " + operation, 0));
    }
    if (scenario.crashes() && fate >= 4 && fate < 7) {
      die(request);
    }
    T answer = history.by(life, request);
    travel();
    life.check();
    return scenario.faults() && fate >= 7 && fate < 11 ? lost(operation, answer) : answer;
  }

  /// Requests and answers are on their way for a while, and others overtake them.
  private void travel() {
    int millis = dice.nextInt(scenario.hot() ? 8 : 25) == 0 ? DETOUR_MILLIS : TRAVEL_MILLIS;
    simulation.clock().sleep(Duration.ofMillis(dice.nextInt(millis)));
  }

  private void die(Supplier<?> request) {
    if (dice.nextBoolean()) {
      simulation.clock().sleep(Duration.ofMillis(dice.nextInt(20_000)));
      life.check();
      history.by(life, request);
    }
    life.end();
  }

  @SuppressWarnings("unchecked")
  private static <T> T lost(Operation operation, T answer) {
    Failure failure = new Failure.Transient("the answer to " + operation + " was lost");
    if (answer instanceof WriteAnswer) {
      return (T) new WriteAnswer.Ambiguous(failure);
    }
    throw new StoreException(failure);
  }
}
