package dev.longhaul.s3copy.part;

import static dev.longhaul.s3copy.part.PartWorld.KEY;
import static dev.longhaul.s3copy.part.PartWorld.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.s3copy.PartJob;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Operation;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Large objects in functions.
final class PartWorkerTest {
  private static void assertQuiet(PartWorld world) {
    assertThat(world.isEqual()).as("%s", world.lines).isTrue();
    assertThat(world.isQuiet()).as("%s", world).isTrue();
    assertThat(world.destination.openUploads()).as("%s", world.lines).isEmpty();
    assertThat(world.jobs.rows(dev.longhaul.s3copy.CopyTables.RESULTS).values())
        .allMatch(row -> "Y".equals(row.get("complete")));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyPartIsCarriedOnceAndExactlyOneEndsTheJob(long seed) {
    PartWorld world = new PartWorld(seed);
    world.write(1, 7);
    world.play(() -> world.event(job("one")));
    assertQuiet(world);
    assertThat(world.destination.count(Operation.COMPLETE_UPLOAD)).isEqualTo(1);
    assertThat(world.destination.count(Operation.UPLOAD_PART)).isEqualTo(7);
    List<Map<String, String>> uploads = world.parts.uploads();
    assertThat(uploads).hasSize(1);
    assertThat(uploads.getFirst())
        .containsEntry("complete", "Y")
        .containsEntry("part_qty", "7")
        .containsEntry("part_count", "7")
        .containsEntry("job_id", "one")
        .containsKey("complete_time");
    assertThat(world.source.object(KEY).etag()).isEqualTo(world.destination.object(KEY).etag());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void duplicatesDoNoHarm(long seed) {
    PartWorld world = new PartWorld(seed);
    world.duplicates = true;
    world.write(1, 6);
    world.play(() -> world.event(job("one")));
    assertQuiet(world);
    assertThat(world.destination.count(Operation.COMPLETE_UPLOAD)).isEqualTo(1);
  }

  /// Nobody invokes it again, so that Monitor alone finds out; each call is the last of a process
  /// once.
  @Test
  @Hazard(39)
  void aProcessMayDieBetweenAnyTwoCalls() {
    PartWorld calm = new PartWorld(5);
    calm.write(1, 3);
    calm.play(() -> calm.event(job("one")));
    long calls = calm.calls;
    assertThat(calls).isGreaterThan(60);
    for (long call = 0; call < calls; call++) {
      PartWorld world = new PartWorld(5);
      world.dies = call;
      world.retries = false;
      world.write(1, 3);
      world.play(() -> world.event(job("one")));
      assertThat(world.lines).anyMatch(line -> line.endsWith("died"));
      assertQuiet(world);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  @Hazard(18)
  void aSourceThatIsOverwrittenOnTheWayTearsNothing(long seed) {
    PartWorld world = new PartWorld(seed);
    world.duplicates = true;
    world.write(1, 6);
    world.play(() -> {
      world.event(job("one"));
      world.simulation.clock().sleep(Duration.ofMillis(world.dice.nextInt(2_000)));
      for (int turn = 0; turn < world.dice.nextInt(40); turn++) {
        world.simulation.step("wait");
      }
      world.write(2, 5);
      world.event(job("two"));
    });
    assertQuiet(world);
  }

  /// What a store refuses over and over costs a bounded number of calls, and ends with a person.
  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"COMPLETE_UPLOAD", "UPLOAD_PART"})
  @Hazard(64)
  void anUploadThatComesToNoEndIsGivenUpWithAReason(Operation refused) {
    PartWorld world = new PartWorld(3);
    world.write(1, 3);
    int most = 20 * PartWorker.TAKES * 3;
    AtomicInteger calls = new AtomicInteger();
    world.destination.interfere(
        new Interference() {
          @Override
          public void before(MemoryCall call) {
            if (call.operation() == refused && calls.incrementAndGet() <= most) {
              throw new StoreException(new Failure.Refused("403 no", 403, "AccessDenied"));
            }
          }
        });
    world.play(() -> world.event(job("one")));
    assertThat(world.result("one")).as("%s", world).containsKey("parked_reason");
    assertThat(calls).hasValueLessThan(most);
  }

  /// Part 1 of an upload that the original's Main opened reaches us, as do all others.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anUploadOfTheOriginalsMainBecomesAJobOfOurs(long seed) {
    PartWorld world = new PartWorld(seed);
    world.write(1, 4);
    world.play(() -> {
      String upload = OriginalMain.opens(world, 3);
      for (int part = 1; part <= 3; part++) {
        PartJob message = OriginalMain.part(upload, part);
        world.queue.add(message);
      }
    });
    assertQuiet(world);
    assertThat(world.parts.uploads())
        .extracting(row -> row.get("complete"))
        .containsExactlyInAnyOrder("X", "Y");
  }
}
