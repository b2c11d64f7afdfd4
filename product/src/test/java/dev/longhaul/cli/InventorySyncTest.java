package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.scan.inventory.WrittenReport;
import dev.longhaul.store.Operation;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@Hazard(63)
final class InventorySyncTest {
  private static final String FOLDER = "s3://source/" + WrittenReport.FOLDER;
  private final World world = new World();

  private ExitCode sync(String place, String... options) {
    String[] all = new String[options.length + 2];
    System.arraycopy(options, 0, all, 2, options.length);
    all[0] = "--inventory=" + place;
    all[1] = "--exclude=inventory/**";
    return world.run("sync", all);
  }

  /// Twenty objects on both sides, ten only at the source, and an inventory of them.
  private void fill() {
    for (int number = 0; number < 30; number++) {
      world.source.put("k%02d".formatted(number), "bytes of " + number);
    }
    for (int number = 0; number < 20; number++) {
      world.destination.put("k%02d".formatted(number), "bytes of " + number);
    }
  }

  private String deliver() {
    return "s3://source/" + new WrittenReport().rows(world.source).deliver(world.source);
  }

  @Test
  void copiesWhatTheInventoryShowsWithoutListingTheSource() {
    fill();
    String manifest = deliver();

    assertThat(sync(manifest)).isEqualTo(ExitCode.DONE);

    assertThat(world.destination.objects()).hasSize(30);
    assertThat(world.screen.out())
        .containsPattern("copied +10 ")
        .containsPattern("equal already +20\n")
        .contains("\ncompared: with the inventory of 2026-11-20T01:00:00Z, ")
        .contains(" old (" + manifest + "), nothing deleted; size and ETag; ")
        .hasLineCount(4);
  }

  @Test
  void staleEntriesAreSettledByWhatIsThereNow() {
    fill();
    world.destination.put("k28", "stale");
    world.destination.put("k29", "bytes that went with the key");
    deliver();
    world.source.put("k00", "newer bytes");
    world.source.put("k25", "newer bytes too");
    world.source.put("k28", "newest");
    world.source.remove(ObjectKey.of("k26"));
    world.source.remove(ObjectKey.of("k29"));
    world.source.put("new", "came later");
    world.destination.put("new", "came later");
    world.destination.put("extra", "gone long since");

    assertThat(sync(FOLDER)).isEqualTo(ExitCode.DONE);

    assertThat(world.destination.calls())
        .noneMatch(call ->
            call.operation() == Operation.DELETE
                && call.key() != null
                && !call.key().text().contains(".longhaul-probe"));
    assertThat(world.destination.has(ObjectKey.of("extra"))).isTrue();
    assertThat(world.destination.has(ObjectKey.of("k29"))).isTrue();
    assertThat(world.destination.has(ObjectKey.of("k26"))).isFalse();
    for (String key : new String[] {"k20", "k25", "k28", "new"}) {
      assertThat(world.destination.object(ObjectKey.of(key)).etag())
          .as(key)
          .isEqualTo(world.source.object(ObjectKey.of(key)).etag());
    }
    assertThat(world.screen.out())
        .containsPattern("not in the inventory, kept +3  new since, or gone from the source");
  }

  @Test
  void anInventoryThatFailsItsCheckChangesNothing() {
    fill();
    deliver();
    world.source.put(WrittenReport.FOLDER + "data/2026-11-20T01-00Z-0.gz", "something else");

    assertThat(sync(FOLDER)).isEqualTo(ExitCode.UNKNOWN);

    assertThat(world.destination.objects()).hasSize(20);
    assertThat(world.screen.out())
        .contains("the inventory is not used: " + FOLDER + "data/2026-11-20T01-00Z-0.gz: it has")
        .endsWith("compared: not to the end of the inventory\n");
  }

  @Test
  void deletesAreRefusedBesideIt() {
    assertThat(sync(FOLDER, "--delete")).isEqualTo(ExitCode.USAGE);

    assertThat(world.screen.err()).contains("--inventory", "--delete");
    assertThat(world.source.calls()).isEmpty();
  }

  @Test
  void theProfileOfAnInventoryNeedsAnInventory() {
    assertThat(world.run("sync", "--inventory-profile=reports")).isEqualTo(ExitCode.USAGE);

    assertThat(world.screen.err()).contains("--inventory-profile goes with --inventory");
  }

  @Test
  void aDryRunSaysWhatItWouldCopy() {
    fill();
    world.source.setTime(Instant::now);

    assertThat(sync(deliver(), "--dry-run")).isEqualTo(ExitCode.DIFFERENT);

    assertThat(world.destination.objects()).hasSize(20);
    assertThat(world.screen.out()).containsPattern("would copy +10 ");
  }
}
