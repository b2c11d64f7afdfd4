package dev.longhaul.replicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Workers;
import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.InMemoryLedger;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.scan.PassEngine;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.Failure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// An audit's work on one key leaves the gate as it has to be, however it ends.
final class InTurnTest {
  private static final ObjectKey KEY = ObjectKey.of("k");
  private static final Failure EXPIRED =
      new Failure.WrongCredentials("403 ExpiredToken", 403, "ExpiredToken");

  @Test
  @Hazard({64, 67})
  void anAuditThatIsStoppedWhileItAsksTheStoresLeavesTheGateToOthers() {
    Simulation simulation = new Simulation(1);
    simulation.run(() -> {
      Gate gate = new Gate(simulation.workers().monitor(), simulation.clock(), false);
      gate.failed(EXPIRED, true);
      PassEngine stopped =
          new PassEngine(
              hint -> new Outcome.Unfinished(hint.key(), EXPIRED, false),
              _ -> {},
              _ -> {},
              () -> {
                throw new Cancelled();
              });
      Hint hint = Hint.of(KEY, Hint.Cause.SCAN, simulation.clock().now());
      WaitingDeletes none =
          new WaitingDeletes(new InMemoryLedger(), simulation.clock(), Duration.ZERO);
      InTurn inTurn = new InTurn(stopped, gate, new KeyTurns(), none);
      assertThatThrownBy(() -> inTurn.engine().reconcile().apply(hint))
          .isInstanceOf(Cancelled.class);
      try (Workers.Group others = simulation.workers().open("others")) {
        Workers.Job<Boolean> other = others.start(gate::enter);
        simulation.clock().sleep(Duration.ofMinutes(5));
        gate.stop();
        assertThat(other.join()).as("it may work on a key").isTrue();
      }
      return true;
    });
  }
}
