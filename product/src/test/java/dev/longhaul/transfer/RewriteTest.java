package dev.longhaul.transfer;

import static dev.longhaul.transfer.TransferBench.KEY;
import static dev.longhaul.transfer.TransferBench.MIB;
import static dev.longhaul.transfer.TransferBench.TO;
import static dev.longhaul.transfer.TransferBench.attributes;
import static dev.longhaul.transfer.TransferBench.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.ObjectState;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Operation;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.Quirk;
import dev.longhaul.transfer.TransferResult.Copied;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// New attributes for an object that stays where it is.
class RewriteTest {
  private final TransferBench bench = new TransferBench();

  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(bench.destination.openUploads()).isEmpty();
    assertThat(bench.ledger.uploads().open()).isEmpty();
    assertThat(bench.pool.highWater()).isZero();
  }

  private ObjectState threeParts() {
    TransferBench.parted(bench.destination, TO, bytes(18 * MIB), 5 * MIB, 12 * MIB, MIB);
    return TransferBench.state(bench.destination, TO);
  }

  @Test
  @Hazard(38)
  void keepsTheETagAndCarriesNoByte() {
    ObjectState before = threeParts();
    TransferResult result = bench.transfer().rewrite(TO, before, attributes());
    assertThat(((Copied) result).proof()).isEqualTo(new Proof.EqualEtags());
    assertThat(bench.destination.object(TO).etag()).isEqualTo(before.etag());
    assertThat(bench.destination.object(TO).attributes()).isEqualTo(attributes());
    assertThat(bench.destination.object(TO).partSizes()).isEqualTo(List.of(5 * MIB, 12 * MIB, MIB));
    assertThat(bench.sent(Operation.COPY_PART)).isEqualTo(3);
    assertThat(bench.sent(Operation.GET)).isZero();
  }

  @Test
  @Hazard(20)
  void replacesNothingElse() {
    ObjectState before = threeParts();
    bench.destination.put(TO.text(), "theirs");
    assertThat(bench.transfer().rewrite(TO, before, attributes()))
        .isInstanceOf(TransferResult.DestinationChanged.class);
    ObjectState again = threeParts();
    bench.destination.interfere(
        TransferBench.before(
            Operation.COMPLETE_UPLOAD, 1, () -> bench.destination.put(TO.text(), "theirs")));
    assertThat(bench.transfer().rewrite(TO, again, attributes()))
        .isInstanceOf(TransferResult.DestinationChanged.class);
    assertThat(bench.destination.object(TO).content().size()).isEqualTo(6);
  }

  @Test
  @Hazard(25)
  void doesNotClaimEqualBytesItCannotShow() {
    bench.destination.set(Quirk.OPAQUE_ETAGS, true);
    bench.destinationCan = TransferBench.PLAIN;
    ObjectState before = threeParts();
    assertThat(bench.transfer().rewrite(TO, before, attributes()))
        .isInstanceOf(TransferResult.Ambiguous.class);
  }

  @Test
  void givesUpWhereCopiedPartsGetNoClearAnswer() {
    ObjectState before = threeParts();
    bench.destination.interfere(
        Interference.failing(
            Operation.COPY_PART, 1, new Failure.Transient("an answer without sense")));
    assertThat(bench.transfer().rewrite(TO, before, attributes()))
        .isInstanceOf(TransferResult.Impossible.class);
  }

  @Test
  void refusesAnEmptyObject() {
    bench.destination.put(KEY.text(), "");
    ObjectState empty = TransferBench.state(bench.destination, KEY);
    assertThat(bench.transfer().rewrite(KEY, empty, attributes()))
        .isInstanceOf(TransferResult.Impossible.class);
  }

  @Test
  @Hazard(30)
  void leavesALostAnswerToTheSweeper() {
    ObjectState before = threeParts();
    bench.destination.interfere(Interference.losing(Operation.COMPLETE_UPLOAD, 1));
    assertThat(bench.transfer().rewrite(TO, before, attributes()))
        .isInstanceOf(TransferResult.Ambiguous.class);
    assertThat(bench.ledger.uploads().open()).hasSize(1);
    new UploadSweeper(bench.to(), bench.means).abortAll(record -> false);
  }
}
