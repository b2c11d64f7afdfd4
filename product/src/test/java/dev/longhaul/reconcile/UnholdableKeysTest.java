package dev.longhaul.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.KeyShape;
import dev.longhaul.store.Operation;
import dev.longhaul.store.memory.Quirk;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A destination that stores `a//b` as `a/b`, and said so when it was probed.
@Hazard(52)
final class UnholdableKeysTest {
  private final Bench bench = Bench.to(Quirk.COLLAPSES_SLASHES);

  UnholdableKeysTest() {
    Capabilities known = States.proved();
    bench.proved =
        new Capabilities(
            known.preconditions(),
            known.etags(),
            known.checksums(),
            known.contentMd5Checked(),
            known.tags(),
            new TreeSet<>(List.of(KeyShape.TWO_SLASHES, KeyShape.FOLDER_DATA)),
            known.storageClasses(),
            false);
  }

  @Test
  void parksAKeyThatItsNeighbourWouldPayFor() {
    bench.source.put("a/b", "neighbour");
    bench.source.put("a//b", "odd");
    assertThat(bench.event("a/b")).isInstanceOf(Outcome.Copied.class);
    bench.destination.forgetCalls();

    bench.assertParked(bench.event("a//b"), ParkReason.KEY_UNREPRESENTABLE);
    bench.assertParked(bench.scan("a//b"), ParkReason.KEY_UNREPRESENTABLE);
    assertThat(bench.ledger.parked().all().getFirst().message()).contains("two slashes in a row");
    assertThat(bench.destination.calls())
        .allMatch(call -> call.operation() == Operation.LIST, "the test's own listing");
    assertThat(bench.text("a/b")).isEqualTo("neighbour");
  }

  @Test
  void deletesNoNeighbourInItsPlace() {
    bench.source.put("a/b", "neighbour");
    bench.source.put("a//b", "odd");
    bench.event("a/b");
    bench.event("a//b");
    bench.source.remove(ObjectKey.of("a//b"));

    assertThat(bench.event("a//b")).isInstanceOf(Outcome.Equal.class);
    assertThat(bench.text("a/b")).isEqualTo("neighbour");
    assertThat(bench.ledger.parked().all()).isEmpty();
  }

  @Test
  void copiesAnEmptyFolderMarkerWhereOnlyDataIsRefused() {
    bench.source.put("folder/", "");
    bench.source.put("data/", "bytes");

    assertThat(bench.event("folder/")).isInstanceOf(Outcome.Copied.class);
    assertThat(bench.event("data/")).isInstanceOf(Outcome.Parked.class);
  }

  @Test
  void copiesEveryOtherKey() {
    bench.source.put("a b/c", "usual");
    assertThat(bench.event("a b/c")).isInstanceOf(Outcome.Copied.class);
  }
}
