package dev.longhaul.transfer;

import static dev.longhaul.transfer.TransferBench.KEY;
import static dev.longhaul.transfer.TransferBench.MIB;
import static dev.longhaul.transfer.TransferBench.TO;
import static dev.longhaul.transfer.TransferBench.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.ledger.PartRecord;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.Operation;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.Quirk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Objects whose parts others carry.
final class CouriersTest {
  private final TransferBench bench = new TransferBench();
  private final List<PartOrder> handed = new ArrayList<>();
  private long longest = StoreLimits.AMAZON.maxPart();

  private Transfer transfer() {
    return new PartwiseTransfer(bench.from(), bench.to(), bench.means, new Strong());
  }

  private final class Strong implements Couriers {
    @Override
    public long longest() {
      return longest;
    }

    @Override
    public void hand(List<PartOrder> parts, int count) {
      handed.addAll(parts);
    }
  }

  private Optional<PartRecord> carry(PartOrder part) {
    Optional<PartRecord> carried =
        new PartCarriage(bench.from(), bench.to(), bench.means).carry(part);
    carried.ifPresent(record -> bench.ledger.uploads().part(part.intent(), record));
    return carried;
  }

  @Test
  void partsAreHandedOverAndTheSameOrderCompletesThem() {
    ObjectState state = bench.opaque(40 * MIB);
    assertThat(transfer().copy(order(state))).isInstanceOf(TransferResult.HandedOver.class);
    assertThat(handed).extracting(PartOrder::number).containsExactly(1, 2, 3);
    assertThat(bench.sent(Operation.UPLOAD_PART)).isZero();

    handed.reversed().forEach(this::carry);
    assertThat(transfer().copy(order(state))).isInstanceOf(TransferResult.Copied.class);

    assertThat(bench.arrived()).isTrue();
    assertThat(bench.sent(Operation.UPLOAD_PART)).isEqualTo(3);
    assertThat(handed).as("nothing is handed twice").hasSize(3);
    assertThat(bench.ledger.uploads().open()).isEmpty();
  }

  @Test
  @Hazard(38)
  void aStoreThatListsNoChecksumsIsToldThemAtTheEnd() {
    bench.destination.set(Quirk.WANTS_PART_CHECKSUMS, true);
    ObjectState state = bench.opaque(40 * MIB);
    assertThat(transfer().copy(order(state))).isInstanceOf(TransferResult.HandedOver.class);
    handed.forEach(this::carry);
    assertThat(transfer().copy(order(state))).isInstanceOf(TransferResult.Copied.class);
    assertThat(bench.sent(Operation.CREATE_UPLOAD)).isEqualTo(1);
    assertThat(bench.arrived()).isTrue();
  }

  @Test
  void onlyWhatIsMissingIsHandedOverAgain() {
    ObjectState state = bench.opaque(40 * MIB);
    transfer().copy(order(state));
    carry(handed.get(1));
    handed.clear();
    transfer().copy(order(state));
    assertThat(handed).extracting(PartOrder::number).containsExactly(1, 3);
    assertThat(bench.destination.openUploads()).hasSize(1);
  }

  @Test
  @Hazard(18)
  void aPartOfAnotherIncarnationIsNotCarried() {
    ObjectState state = bench.opaque(40 * MIB);
    transfer().copy(order(state));
    carry(handed.get(0));
    bench.source.put(
        KEY, ObjectAttributes.of(Metadata.NONE, Tags.NONE), TransferBench.bytes(41 * MIB));
    assertThat(carry(handed.get(1))).isEmpty();
    handed.clear();

    transfer().copy(order(bench.sourceState()));
    assertThat(bench.destination.openUploads()).as("the old one is gone").hasSize(1);
    handed.forEach(this::carry);
    transfer().copy(order(bench.sourceState()));
    assertThat(bench.arrived()).isTrue();
    assertThat(bench.destination.openUploads()).isEmpty();
  }

  @Test
  @Hazard(27)
  void aPartThatArrivesAsOtherBytesIsSentAgain() {
    ObjectState state = bench.opaque(40 * MIB);
    transfer().copy(order(state));
    bench.destination.interfere(
        Interference.failing(
            Operation.UPLOAD_PART, 1, new Failure.Refused("other bytes", 400, "BadDigest")));
    handed.forEach(this::carry);
    assertThat(bench.sent(Operation.UPLOAD_PART)).isEqualTo(4);
    bench.destination.interfere(Interference.NONE);
    transfer().copy(order(state));
    assertThat(bench.arrived()).isTrue();
  }

  /// As a second process, which knows only what is written down.
  @Test
  void aChecksumThatTheStoreRefusedToTheFirstIsNotAnnouncedByTheSecond() {
    ObjectState state = bench.opaque(40 * MIB);
    bench.destination.interfere(
        Interference.failing(
            Operation.CREATE_UPLOAD, 1, new Failure.Refused("no", 400, "InvalidArgument")));
    transfer().copy(order(state));
    bench.destination.interfere(Interference.NONE);
    handed.forEach(this::carry);
    assertThat(transfer().copy(order(state))).isInstanceOf(TransferResult.Copied.class);
    assertThat(bench.sent(Operation.UPLOAD_PART)).isEqualTo(3);
    assertThat(bench.destination.has(TO)).isTrue();
  }

  @Test
  void noPartIsLongerThanACourierCanCarry() {
    ObjectState state = bench.parted(TransferBench.bytes(60 * MIB), 30 * MIB, 30 * MIB);
    longest = 20 * MIB;
    transfer().copy(order(state));
    assertThat(handed).hasSize(4).allMatch(part -> part.range().length() <= 20 * MIB);
  }

  @Test
  void whatNoTenThousandOfThemCarryIsImpossible() {
    StoreLimits limits = StoreLimits.AMAZON.within(20 * MIB);
    assertThat(limits.maxObject()).isEqualTo(200_000 * MIB);
    assertThat(StoreLimits.AMAZON.within(1).maxPart()).isEqualTo(5 * MIB);
  }
}
