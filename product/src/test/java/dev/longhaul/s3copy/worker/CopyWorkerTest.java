package dev.longhaul.s3copy.worker;

import static dev.longhaul.s3copy.worker.JobWorld.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Workers;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.reconcile.ParkReason;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.CredentialObject;
import dev.longhaul.s3copy.Lease;
import dev.longhaul.s3copy.TablesUnavailable;
import dev.longhaul.s3copy.Taking;
import dev.longhaul.store.Failure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CopyWorkerTest {
  private final JobWorld world = new JobWorld(7);

  private static Lease taken(CopyWorker worker, CopyJob job) {
    Taking taking = worker.take(job);
    assertThat(taking).isInstanceOf(Taking.Taken.class);
    return ((Taking.Taken) taking).lease();
  }

  private JobEnd done(CopyJob job) {
    try (CopyWorker worker = world.worker()) {
      return worker.work(taken(worker, job));
    }
  }

  @Test
  void writesTheRowsThatTheOriginalWrites() {
    world.during =
        job -> {
          assertThat(world.open(job.id()))
              .containsEntry("complete", "N")
              .containsEntry("source_bucket", "near")
              .containsEntry("destination_bucket", "far")
              .containsEntry("key", "a/b")
              .containsEntry("instance_id", "i-1")
              .containsKeys("start_time", "lease_until");
          world.sleep(Duration.ofSeconds(3));
        };
    world.play(() -> assertThat(done(job("one", "a/b"))).isInstanceOf(JobEnd.Settled.class));

    assertThat(world.open("one")).isEmpty();
    assertThat(world.result("one"))
        .containsEntry("complete", "Y")
        .containsEntry("sync_time", "3")
        .containsKey("complete_time");
    assertThat(world.metric).containsExactly("near 3");
  }

  @Test
  void whatWasEqualAlreadyIsSettledAndNotMeasured() {
    world.outcome = job -> new Outcome.Equal(job.key());
    world.play(() -> done(job("one", "k")));

    assertThat(world.result("one")).containsEntry("complete", "Y");
    assertThat(world.metric).isEmpty();
  }

  @Test
  void aSourceThatHasTheKeyNoMoreLeavesTheDeletingToMain() {
    world.outcome = job -> new Outcome.Kept(job.key());
    world.play(() -> assertThat(done(job("one", "k"))).isInstanceOf(JobEnd.Settled.class));

    assertThat(world.open("one")).isEmpty();
  }

  @Test
  void aJobIsKeptForAsLongAsItTakes() {
    CopyJob job = job("one", "k");
    world.during = _ -> world.sleep(Duration.ofHours(2));
    world.play(() -> {
      try (CopyWorker worker = world.worker();
          CopyWorker other = world.worker("i-2");
          Workers.Group group = world.simulation.workers().open("test")) {
        Lease lease = taken(worker, job);
        group.start(() -> worker.work(lease));
        for (int minute = 0; minute < 119; minute++) {
          world.sleep(Duration.ofMinutes(1));
          assertThat(other.take(job)).isInstanceOf(Taking.Busy.class);
        }
      }
    });

    assertThat(world.result("one")).containsEntry("complete", "Y");
  }

  @Test
  void aJobOfAWorkerThatDiedIsTakenOverAndEndsOnce() {
    CopyJob job = job("one", "k");
    world.play(() -> {
      CopyWorker died = world.worker("i-1");
      taken(died, job);
      died.close();
      world.sleep(LeaseKeeper.LENGTH);
      try (CopyWorker other = world.worker("i-2")) {
        assertThat(other.work(taken(other, job))).isInstanceOf(JobEnd.Settled.class);
        assertThat(other.take(job)).isInstanceOf(Taking.Done.class);
      }
    });
  }

  @Test
  void tablesThatAreSilentForAWhileCostNoJob() {
    world.during =
        _ -> {
          world.unanswered = 3;
          world.sleep(Duration.ofSeconds(100));
          world.unanswered = 2;
        };
    world.play(() -> assertThat(done(job("one", "k"))).isInstanceOf(JobEnd.Settled.class));

    assertThat(world.result("one")).containsEntry("complete", "Y");
  }

  @Test
  void anEndThatCannotBeWrittenDownLeavesTheRowForMonitor() {
    world.during = _ -> world.unanswered = Integer.MAX_VALUE;
    world.play(() -> assertThat(done(job("one", "k"))).isInstanceOf(JobEnd.Undone.class));

    assertThat(world.open("one")).containsEntry("complete", "N");
    assertThat(world.result("one")).isEmpty();
    assertThat(world.metric).isEmpty();
  }

  @Test
  void aJobThatWasNotTakenIsNotBegun() {
    world.unanswered = 1;
    world.play(() -> {
      try (CopyWorker worker = world.worker()) {
        assertThatThrownBy(() -> worker.take(job("one", "k")))
            .isInstanceOf(TablesUnavailable.class);
      }
    });
  }

  @Test
  void whatCannotBeToldIsGivenBackWithTheReason() {
    world.outcome =
        job -> new Outcome.Unfinished(job.key(), new Failure.Transient("the store hung up"));
    world.play(() -> assertThat(done(job("one", "k"))).isInstanceOf(JobEnd.Undone.class));

    assertThat(world.open("one")).containsEntry("last_error", "the store hung up");
    world.play(() -> {
      try (CopyWorker other = world.worker("i-2")) {
        assertThat(other.take(job("one", "k"))).isInstanceOf(Taking.Taken.class);
      }
    });
  }

  @Test
  void bucketsThatCannotBeOpenedAreAReasonToo() {
    world.during =
        _ -> {
          throw new CopyUnavailable("both are one bucket", null);
        };
    world.play(() -> assertThat(done(job("one", "k"))).isInstanceOf(JobEnd.Undone.class));

    assertThat(world.open("one")).containsEntry("last_error", "both are one bucket");
  }

  @Test
  void whatNeedsAPersonIsParkedAtOnce() {
    world.outcome = job -> JobWorld.parked(job, ParkReason.ARCHIVED);
    world.stored.record(job("one", "k"));
    world.play(() -> assertThat(done(job("one", "k"))).isInstanceOf(JobEnd.Parked.class));

    assertThat(world.open("one")).isEmpty();
    assertThat(world.result("one"))
        .containsEntry("complete", "N")
        .hasEntrySatisfying(
            "parked_reason",
            reason -> assertThat(reason).startsWith("ARCHIVED: it is so; restore"));
  }

  @Test
  void aKeyThatIsWrittenToAllTheTimeIsTriedAgain() {
    world.outcome = job -> JobWorld.parked(job, ParkReason.CHANGING);
    world.stored.record(job("one", "k"));
    world.play(() -> assertThat(done(job("one", "k"))).isInstanceOf(JobEnd.Undone.class));

    assertThat(world.open("one")).containsEntry("last_error", "it is so");
    assertThat(world.result("one")).doesNotContainKey("parked_reason");
  }

  @Test
  void aJobWhoseRowCannotBeReadIsRefused() {
    world.stored.rows(CopyTables.OPEN).put("one", Map.of("id", "one"));
    world.play(() -> {
      try (CopyWorker worker = world.worker()) {
        assertThatThrownBy(() -> worker.take(job("one", "k")))
            .isInstanceOf(JobRefused.class)
            .hasMessageContaining("cannot be read");
      }
    });
  }

  @Test
  void theObjectOfCredentialsIsNeverCopied() {
    CopyJob job =
        job("one", "credential.txt")
            .with(new CredentialObject("near", ObjectKey.of("credential.txt")));
    world.play(() -> {
      try (CopyWorker worker = world.worker()) {
        assertThatThrownBy(() -> worker.take(job)).isInstanceOf(JobRefused.class);
      }
    });

    assertThat(world.open("one")).isEmpty();
  }

  @Test
  void whoLostItsLeaseTouchesNothingOfTheNewHolder() {
    CopyJob job = job("one", "k");
    world.outcome = any -> new Outcome.Unfinished(any.key(), new Failure.Transient("late"));
    world.play(() -> {
      try (CopyWorker slow = world.worker("i-1")) {
        Lease lease = taken(slow, job);
        world.during =
            _ -> {
              // The machine stood still, and another took the job.
              world.open("one").put("lease_until", "0");
              try (CopyWorker other = world.worker("i-2")) {
                taken(other, job);
              }
              world.sleep(LeaseKeeper.EVERY.plusSeconds(1));
            };
        slow.work(lease);
      }
    });

    assertThat(world.open("one"))
        .containsEntry("instance_id", "i-2")
        .doesNotContainKey("last_error");
  }

  @Test
  void aJobThatWasLostAndCameBackIsKeptWhenTheFirstWorkEnds() {
    CopyJob job = job("one", "k");
    world.outcome = any -> new Outcome.Unfinished(any.key(), new Failure.Transient("late"));
    world.play(() -> {
      try (CopyWorker worker = world.worker("i-1");
          CopyWorker other = world.worker("i-2")) {
        Lease lost = taken(worker, job);
        world.open("one").put("lease_until", "0");
        taken(worker, job);
        worker.work(lost);
        world.sleep(LeaseKeeper.LENGTH.plusSeconds(1));
        assertThat(other.take(job)).isInstanceOf(Taking.Busy.class);
      }
    });
  }

  @Test
  void whoIsToldToStopGivesTheJobBack() {
    world.during = _ -> world.sleep(Duration.ofDays(1));
    world.play(() -> {
      try (CopyWorker worker = world.worker()) {
        Lease lease = taken(worker, job("one", "k"));
        Workers.Job<JobEnd> work;
        try (Workers.Group group = world.simulation.workers().open("test")) {
          work = group.start(() -> worker.work(lease));
          world.sleep(Duration.ofMinutes(1));
          group.cancel();
        }
        assertThatThrownBy(work::join).isInstanceOf(Cancelled.class);
      }
    });

    assertThat(world.open("one")).containsEntry("last_error", "the worker was told to stop");
  }
}
