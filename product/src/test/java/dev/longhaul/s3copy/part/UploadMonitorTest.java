package dev.longhaul.s3copy.part;

import static dev.longhaul.s3copy.part.PartWorld.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.PartJob;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What Monitor does about large objects.
final class UploadMonitorTest {
  private static final Duration PASS = Duration.ofMinutes(5);
  private final PartWorld world = new PartWorld(1);

  private void play(Runnable scene) {
    world.write(1, 3);
    world.simulation.run(() -> {
      scene.run();
      return true;
    });
  }

  private void passes(int number) {
    for (int pass = 0; pass < number; pass++) {
      world.simulation.clock().sleep(PASS);
      world.monitor();
    }
  }

  private void invoke(Object message) {
    try (PartProcess process = new PartProcess(world, "function", false)) {
      process.invoke(message);
    }
  }

  /// Its Main may be about to send them, so the first pass only takes note.
  @Test
  void partsThatWereNeverBegunAreSentByTheSecondPass() {
    play(() -> {
      OriginalMain.opens(world, 3);
      passes(1);
      assertThat(world.queue).isEmpty();
      passes(1);
      assertThat(world.messages()).extracting(PartJob::number).containsExactly(1, 2, 3);
      assertThat(world.messages().getLast().range().header())
          .as("as the original's Main cuts it")
          .isEqualTo("bytes=10485760-15728639");
    });
  }

  @Test
  void anUploadWhosePartsAreSentInVainIsParkedAndDropped() {
    play(() -> {
      String upload = OriginalMain.opens(world, 3);
      passes(6);
      assertThat(world.parts.upload(upload))
          .containsEntry("complete", "X")
          .containsEntry("parked_reason", "its parts were sent again 3 times");
      assertThat(world.destination.openUploads()).isEmpty();
      int sent = world.queue.size();
      passes(2);
      assertThat(world.queue).hasSize(sent);
    });
  }

  @Test
  void aPartOfAnUploadThatIsNoMoreIsForgotten() {
    play(() -> {
      world.parts.put(PartTables.PARTS, OriginalDefectsTest.begun(world, "gone"));
      world.monitor();
      assertThat(world.parts.parts()).as("it may be at work still").hasSize(1);
      passes(1);
      assertThat(world.parts.parts()).isEmpty();
    });
  }

  @Test
  @Hazard(40)
  void anUploadWhoseJobHasEndedIsDropped() {
    play(() -> {
      CopyJob job = job("one");
      world.event(job);
      world.queue.clear();
      invoke(job);
      assertThat(world.destination.openUploads()).hasSize(1);
      world.queue.clear();
      world.jobs.tables().records().park("one", "a person said so");
      passes(2);
      assertThat(world.destination.openUploads()).isEmpty();
      assertThat(world.parts.uploads().getFirst()).containsEntry("complete", "X");
      assertThat(world.tables().notes().find("key-" + noteOf(job))).isEmpty();
    });
  }

  private static String noteOf(CopyJob job) {
    return dev.longhaul.s3copy.JobId.of(job.destinationBucket(), job.key(), "uploads");
  }

  @Test
  @Hazard(40)
  void anUploadThatSomebodyWorksOnIsLeftAlone() {
    play(() -> {
      CopyJob job = job("one");
      world.event(job);
      invoke(job);
      world.monitor();
      assertThat(world.destination.openUploads()).hasSize(1);
      assertThat(world.parts.uploads().getFirst()).containsEntry("complete", "N");
    });
  }
}
