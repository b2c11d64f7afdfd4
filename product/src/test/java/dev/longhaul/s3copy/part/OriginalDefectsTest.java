package dev.longhaul.s3copy.part;

import static dev.longhaul.s3copy.part.PartWorld.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.s3copy.OpenJob;
import dev.longhaul.store.Operation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The defects of the original's serverless programs, one test for each, by their numbers.
final class OriginalDefectsTest {
  private static final int SEEDS = 20;
  private static final long TIB = 1L << 40;

  @Test
  void defect13PartsOfALiveUploadAreNotDeletedHoweverManyUploadsThereEverWere() {
    PartWorld world = new PartWorld(1);
    world.write(1, 3);
    world.simulation.run(() -> {
      for (int number = 0; number < 200; number++) {
        world.parts.put(PartTables.UPLOADS, ended("before-" + number));
      }
      String upload = OriginalMain.opens(world, 3);
      world.parts.put(PartTables.PARTS, begun(world, upload));
      world.monitor();
      assertThat(world.parts.parts()).as("live").hasSize(1);
      assertThat(world.queue).isEmpty();
      world.simulation.clock().sleep(OpenJob.ORIGINAL_LEASE);
      world.monitor();
      assertThat(world.parts.parts()).as("stale, and sent again").hasSize(1);
      assertThat(world.messages()).hasSize(3);
      return true;
    });
  }

  private static Map<String, String> ended(String upload) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("uploadid", upload);
    row.put("source_bucket", "near");
    row.put("destination_bucket", "far");
    row.put("key", "large");
    row.put("part_qty", "3");
    row.put("part_count", "3");
    row.put("complete", "Y");
    return row;
  }

  static Map<String, String> begun(PartWorld world, String upload) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("uploadid", upload);
    row.put("part", "1");
    row.put("range", "0-5242879");
    row.put("source_bucket", "near");
    row.put("source_key", "large");
    row.put("destination_bucket", "far");
    row.put("start_time", RowText.seconds(world.simulation.clock().now()));
    row.put("part_complete", "N");
    return row;
  }

  /// Whatever S3 can hold fits into 10,000 parts that a function has time for on a good way, and an
  /// upload of many parts ends.
  @Test
  void defect14LargeObjectsFinish() {
    PartWorld world = new PartWorld(2);
    world.write(1, 120);
    world.play(() -> world.event(job("one")));
    assertThat(world.isEqual()).isTrue();
    assertThat(world.isQuiet()).as("%s", world).isTrue();

    PartPace pace =
        new PartPace(
            new PartTablesInMemory(world.simulation.clock()).tables().notes(),
            10L << 20,
            () -> Duration.ofMinutes(15));
    assertThat(pace.largest("far")).isGreaterThan(48 * TIB + TIB * 8 / 10);
  }

  @Test
  void defect15TheLastTwoPartsDoNotMissEachOther() {
    for (int seed = 0; seed < SEEDS; seed++) {
      PartWorld world = new PartWorld(seed);
      world.write(1, 2);
      world.play(() -> world.event(job("one")));
      assertThat(world.isEqual()).isTrue();
      assertThat(world.lines).as("Monitor had nothing to do").noneMatch(it -> it.contains("again"));
    }
  }

  @Test
  void defect16OfTwoWhoSeeThatEveryPartIsThereExactlyOneCompletes() {
    for (int seed = 0; seed < SEEDS; seed++) {
      PartWorld world = new PartWorld(seed);
      world.duplicates = true;
      world.write(1, 3);
      world.play(() -> world.event(job("one")));
      assertThat(world.destination.count(Operation.COMPLETE_UPLOAD)).isEqualTo(1);
      assertThat(world.parts.parts()).as("no row comes back").isEmpty();
    }
  }

  @Test
  void defect17AllPartsAreReadAFewTimesAndNotOnceForEach() {
    for (int parts : new int[] {5, 50}) {
      PartWorld world = new PartWorld(3);
      world.write(1, parts);
      world.play(() -> world.event(job("one")));
      assertThat(world.readings).isLessThanOrEqualTo(5);
    }
  }
}
