package dev.longhaul.s3copy.worker;

import static dev.longhaul.s3copy.worker.JobWorld.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.effect.Workers;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.Taking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class ResidentTest {
  private static final int SEEDS = 50;

  /// A resident worker at work.
  private record Running(JobWorld world, Resident resident, List<JobEnd> ends) {}

  private static void play(Resident.Limits limits, Consumer<Running> test) {
    for (int seed = 0; seed < SEEDS; seed++) {
      JobWorld world = new JobWorld(seed);
      List<JobEnd> ends = new ArrayList<>();
      world.play(() -> {
        try (CopyWorker worker = world.worker();
            Workers.Group group = world.simulation.workers().open("test")) {
          Resident resident = new Resident(worker, limits, world.simulation.workers(), ends::add);
          group.start(() -> {
            resident.run();
            return true;
          });
          test.accept(new Running(world, resident, ends));
          resident.stop();
        }
      });
      // Whatever happened: every row is done, or given back with the reason.
      for (Map<String, String> row : world.stored.rows(CopyTables.OPEN).values()) {
        assertThat(row).as("seed %d", seed).containsKey("last_error");
      }
    }
  }

  @Test
  void doesAllItAcceptsAndNeverMoreAtOnceThanItMay() {
    play(
        new Resident.Limits(3, 100, Duration.ofMinutes(1)),
        running -> {
          running.world.during =
              _ -> {
                assertThat(running.world.copying).hasSizeLessThanOrEqualTo(3);
                running.world.sleep(Duration.ofSeconds(1));
              };
          for (int index = 0; index < 20; index++) {
            assertThat(running.resident.accept(job("j" + index, "k" + index)))
                .isInstanceOf(Taking.Taken.class);
          }
          running.world.sleep(Duration.ofMinutes(1));
          assertThat(running.ends).hasSize(20).allMatch(JobEnd.Settled.class::isInstance);
          assertThat(running.world.stored.rows(CopyTables.OPEN)).isEmpty();
        });
  }

  @Test
  void twoJobsOfOneKeyAreDoneOneAfterTheOther() {
    play(
        new Resident.Limits(3, 100, Duration.ofMinutes(1)),
        running -> {
          running.world.during =
              _ -> {
                assertThat(new HashSet<>(running.world.copying))
                    .hasSameSizeAs(running.world.copying);
                running.world.sleep(Duration.ofSeconds(1));
              };
          running.resident.accept(job("j1", "same"));
          running.resident.accept(job("j2", "same"));
          running.resident.accept(job("j3", "other"));
          running.world.sleep(Duration.ofMinutes(1));
          assertThat(running.ends).hasSize(3).allMatch(JobEnd.Settled.class::isInstance);
        });
  }

  @Test
  void takesNoMoreThanItHasPlacesFor() {
    play(
        new Resident.Limits(1, 2, Duration.ofMinutes(1)),
        running -> {
          running.world.during = _ -> running.world.sleep(Duration.ofSeconds(30));
          for (int index = 0; index < 3; index++) {
            running.resident.accept(job("j" + index, "k" + index));
          }
          assertThatThrownBy(() -> running.resident.accept(job("j3", "k3")))
              .isInstanceOf(JobRefused.class)
              .hasMessageContaining("takes no more");
          assertThat(running.world.open("j3")).isEmpty();
          running.world.sleep(Duration.ofSeconds(31));
          assertThat(running.resident.accept(job("j3", "k3"))).isInstanceOf(Taking.Taken.class);
          running.world.sleep(Duration.ofMinutes(5));
        });
  }

  @Test
  void aJobThatIsRefusedOrAnothersTakesNoPlace() {
    play(
        new Resident.Limits(1, 0, Duration.ofMinutes(1)),
        running -> {
          running.world.unanswered = 1;
          assertThatThrownBy(() -> running.resident.accept(job("j1", "k")))
              .hasMessageContaining("not reached");
          running.resident.accept(job("j1", "k"));
          running.world.sleep(Duration.ofSeconds(1));
          assertThat(running.resident.accept(job("j1", "k"))).isEqualTo(new Taking.Done());
          assertThat(running.resident.accept(job("j2", "k"))).isInstanceOf(Taking.Taken.class);
          running.world.sleep(Duration.ofSeconds(1));
        });
  }

  @Test
  void stoppingFinishesWhatIsInFlightAndGivesTheRestBack() {
    play(
        new Resident.Limits(2, 10, Duration.ofMinutes(1)),
        running -> {
          running.world.during = _ -> running.world.sleep(Duration.ofSeconds(20));
          for (int index = 0; index < 5; index++) {
            running.resident.accept(job("j" + index, "k" + index));
          }
          running.world.sleep(Duration.ofSeconds(1));
          running.resident.stop();
          assertThatThrownBy(() -> running.resident.accept(job("late", "late")))
              .isInstanceOf(JobRefused.class);
          running.world.sleep(Duration.ofMinutes(2));
          assertThat(running.ends).hasSize(2).allMatch(JobEnd.Settled.class::isInstance);
          assertThat(running.world.stored.rows(CopyTables.OPEN)).hasSize(3);
        });
  }

  @Test
  void whatTakesTooLongToStopIsGivenBackToo() {
    play(
        new Resident.Limits(2, 10, Duration.ofMinutes(1)),
        running -> {
          running.world.during = _ -> running.world.sleep(Duration.ofHours(5));
          running.resident.accept(job("j1", "k1"));
          running.resident.accept(job("j2", "k2"));
          running.world.sleep(Duration.ofSeconds(1));
          running.resident.stop();
          running.world.sleep(Duration.ofMinutes(2));
          assertThat(running.ends).hasSize(2).allMatch(JobEnd.Undone.class::isInstance);
          assertThat(running.world.open("j1"))
              .containsEntry("last_error", "the worker was told to stop");
        });
  }
}
