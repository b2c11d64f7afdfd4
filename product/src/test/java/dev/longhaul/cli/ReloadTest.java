package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.config.AlertEntry;
import dev.longhaul.config.Bandwidth;
import dev.longhaul.config.Configuration;
import dev.longhaul.config.ProcessLimits;
import dev.longhaul.config.StoreEntry;
import dev.longhaul.config.UnusableConfiguration;
import dev.longhaul.config.UnusableConfiguration.Problem;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.memory.Interference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a running process makes of a configuration that was edited.
final class ReloadTest {
  private final RunWorld world = new RunWorld();

  @BeforeEach
  void runs() {
    world.route("a", "b");
    world.intake("a");
    world.receiving.countDown();
    world.bucket("a").put("key", "bytes");
    world.start();
    world.awaitCopied("b", "key");
  }

  @Test
  void takesOverHowFastAStoreIsRead() {
    world.edit = whole -> faster(whole, new Bandwidth(1 << 20));
    world.reload();
    awaitSaid("changed stores.a.bandwidth: from none to 1.00 MiB/s");
    assertThat(world.reads("a").bytesPerSecond()).isEqualTo(1 << 20);

    world.edit = whole -> whole;
    world.reload();
    awaitSaid("changed stores.a.bandwidth: from 1.00 MiB/s to none");
    assertThat(world.reads("a").bytesPerSecond()).isEqualTo(Long.MAX_VALUE);
    assertThat(world.stop()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void leavesWhatNeedsARestartAndTakesOverTheRest() {
    world.edit = whole -> faster(withWorkers(whole, 7), new Bandwidth(1 << 20));
    world.reload();
    awaitSaid("left as it was, restart to change it: limits.workers: from 4 to 7");
    awaitSaid("changed stores.a.bandwidth: from none to 1.00 MiB/s");

    world.reload();
    world.await(
        "said again", () -> world.screen.err().split("limits\\.workers: from 4 to 7").length == 3);
    assertThat(world.screen.err()).containsOnlyOnce("changed stores.a.bandwidth");
    assertThat(world.stop()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aFileThatIsWrongChangesNothingAndEachProblemIsSaid() {
    world.edit =
        _ -> {
          throw new UnusableConfiguration(
              "longhaul.yaml",
              List.of(
                  new Problem(3, 5, "stores.a.bucket", "is missing"),
                  new Problem(9, 1, "", "this is \u001b[2J nothing")));
        };
    world.reload();
    awaitSaid("longhaul.yaml:9:1: ");
    assertThat(world.screen.err())
        .contains("the configuration is wrong, so nothing changes:")
        .contains("longhaul.yaml:3:5: stores.a.bucket: is missing");
    world.edit = whole -> whole;
    world.reload();
    awaitSaid("nothing in it differs");
    assertThat(world.stop()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aDefectInReadingStopsNeitherTheProcessNorTheNextReload() {
    world.edit =
        _ -> {
          throw new IllegalStateException("a defect\u001b[2J");
        };
    world.reload();
    awaitSaid("could not be taken over, so nothing changes: ");
    assertThat(world.screen.err()).doesNotContain("\u001b");
    world.edit = whole -> whole;
    world.reload();
    awaitSaid("nothing in it differs");
    assertThat(world.stop()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void takesOverWhomToTell() {
    world
        .bucket("a")
        .interfere(
            Interference.looking(call -> {
              if (String.valueOf(call.key()).contains("bad")) {
                throw new StoreException(new Failure.Refused("400 BadRequest", 400, "BadRequest"));
              }
            }));
    AlertEntry team =
        new AlertEntry(
            "team",
            new AlertEntry.Target.Command(List.of("page")),
            AlertEntry.Occasion.all(),
            Duration.ofHours(1));
    world.alerts.add(team);
    world.reload();
    awaitSaid("changed alerts.team: is new");
    world.bucket("a").put("bad", "bytes");
    world.event("a", "bad");
    world.await("told", () -> !world.notices.isEmpty());

    world.alerts.clear();
    world.reload();
    awaitSaid("changed alerts.team: is gone");
    assertThat(world.stop()).isEqualTo(ExitCode.DONE);
  }

  private void awaitSaid(String line) {
    world.await(line, () -> world.screen.err().contains(line));
  }

  private static Configuration faster(Configuration whole, Bandwidth limit) {
    List<StoreEntry> stores =
        whole.stores().stream()
            .map(store ->
                store.name().equals("a")
                    ? new StoreEntry(
                        "a", store.side(), store.concurrency(), limit, store.timetable())
                    : store)
            .toList();
    return with(whole, stores, whole.limits());
  }

  private static Configuration withWorkers(Configuration whole, int workers) {
    ProcessLimits limits = whole.limits();
    return with(
        whole,
        whole.stores(),
        new ProcessLimits(limits.memory(), workers, limits.pending(), limits.stopWithin()));
  }

  private static Configuration with(
      Configuration whole, List<StoreEntry> stores, ProcessLimits limits) {
    return new Configuration(
        whole.state(),
        whole.zone(),
        stores,
        whole.routes(),
        whole.intakes(),
        whole.alerts(),
        limits,
        whole.reporting());
  }
}
