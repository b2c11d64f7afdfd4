package dev.longhaul.transfer;

import static dev.longhaul.transfer.TransferBench.MIB;
import static dev.longhaul.transfer.TransferBench.TO;
import static dev.longhaul.transfer.TransferBench.bytes;
import static dev.longhaul.transfer.TransferBench.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Operation;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import dev.longhaul.transfer.TransferResult.Copied;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A process that stands still between its look at open uploads and what it makes of it: a request
/// that was late at the look opens an upload afterwards.
class LostUploadsTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final TransferBench bench = new TransferBench(64 * MIB, 1);

  @BeforeEach
  void oneRequestIsOnItsWay() {
    bench.destination.setTime(() -> BEGIN);
    bench.destination.interfere(
        Interference.failing(Operation.CREATE_UPLOAD, 1, new Failure.Transient("no answer")));
    assertThatThrownBy(this::copy).hasMessage("no answer");
    bench.destination.interfere(
        new Interference() {
          @Override
          public Object after(MemoryCall call, Object answer) {
            if (call.operation() == Operation.LIST_UPLOADS) {
              bench.passWhatIsLate();
            }
            return answer;
          }
        });
  }

  private TransferResult copy() {
    return bench.transfer().copy(order(bench.parted(bytes(11 * MIB), 6 * MIB, 5 * MIB)));
  }

  private void arrivesAndIsAbortedInTime() {
    bench.destination.interfere(Interference.NONE);
    bench.destination.setTime(() -> BEGIN.plus(Duration.ofMinutes(3)));
    bench.destination.ports().uploads().create(TO, TransferBench.attributes(), null);
    new UploadSweeper(bench.to(), bench.means).findLost(_ -> {});
    assertThat(bench.destination.openUploads()).isEmpty();
    assertThat(bench.ledger.uploads().open()).isEmpty();
  }

  @Test
  @Hazard(40)
  void aSweepThatStoodStillForgetsNothing() {
    new UploadSweeper(bench.to(), bench.means).findLost(_ -> {});
    arrivesAndIsAbortedInTime();
  }

  @Test
  @Hazard(40)
  void aCopyThatStoodStillForgetsNothing() {
    assertThat(copy()).isInstanceOf(Copied.class);
    arrivesAndIsAbortedInTime();
  }
}
