package dev.longhaul.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.object.ListedObject;
import dev.longhaul.route.Policy;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Hazard(63)
final class ReportedPassTest {
  private final PassWorld world = new PassWorld(1).filled(400);

  @BeforeEach
  void keep() {
    world.deletes = Policy.Deletes.KEEP;
    world.sourceLister =
        _ -> {
          throw new IllegalStateException("the source is not listed");
        };
  }

  /// What the source held, in no order, and a key that is gone since.
  private String tell(Consumer<ListedObject> taker) {
    List<ListedObject> entries = new ArrayList<>(world.source.objects());
    entries.add(ListingInMemory.entry("gone", PassWorld.ONE));
    entries.sort((one, other) -> Integer.compare(one.hashCode(), other.hashCode()));
    entries.forEach(taker);
    return "the report of Friday";
  }

  @Test
  void entriesTakeThePlaceOfTheListing() {
    world.report = this::tell;

    PassReport report = world.run();

    assertThat(report.end()).isEqualTo(PassReport.End.COMPLETE);
    assertThat(report.why()).isEqualTo("the report of Friday");
    assertThat(report.scan().equal()).isEqualTo(100);
    assertThat(report.counts().results().copied().keys()).isEqualTo(200);
    assertThat(report.counts().results().kept()).isEqualTo(100);
    assertThat(world.happened.stream().filter(happening -> happening.startsWith("delete")))
        .containsExactly("delete gone");
    assertThat(world.scratch.isAllGivenBack()).isTrue();
  }

  @Test
  void aReportThatBreaksOffLeadsToNothing() {
    world.report =
        taker -> {
          tell(taker);
          throw new StoreException(new Failure.Refused("a file is damaged", 200, null));
        };

    PassReport report = world.run();

    assertThat(report.end()).isEqualTo(PassReport.End.LISTING_FAILED);
    assertThat(report.why()).endsWith("is not complete: a file is damaged");
    assertThat(world.happened).isEmpty();
    assertThat(world.scratch.isAllGivenBack()).isTrue();
  }

  @Test
  void aPassThatDeletesIsNotMadeOfIt() {
    world.report = this::tell;
    world.deletes = Policy.Deletes.MIRROR;

    assertThatThrownBy(world::pass).isInstanceOf(IllegalArgumentException.class);
  }
}
