package dev.longhaul.reconcile.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.effect.Workers;
import dev.longhaul.object.ETag;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.simulation.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Reconciling under everything that can go wrong at once, one seed at a time.
///
/// At every moment: what is written to the destination was once the source, bytes and metadata
/// together; what is deleted was absent at the source during the attempt that deletes it. At the
/// end: where nothing was lost for good, both sides are equal whenever the last event is done; else
/// after one more pass; and then nothing is left to do and no upload open.
///
/// A failure names the properties that replay its seed alone and tell what happens.
class ReconcileSimulationTest {
  private static final Seeds SEEDS = Seeds.ofProperties(1_000);

  @Test
  @Hazard({1, 17, 18, 19, 20, 21, 22, 24, 25, 30, 35, 39, 40})
  void everySeedEndsEqualWithoutAWrongDelete() {
    List<Seeds.Failed> failed = SEEDS.play(seed -> run(seed, Scenario.of(seed)));
    if (!failed.isEmpty()) {
      long seed = failed.getFirst().seed();
      throw new AssertionError(
          """
          seed %d of %s: %s
          replay: ./mvnw -pl product test -Dtest=ReconcileSimulationTest -Dsimulation.seed=%d\
          """
              .formatted(seed, Scenario.of(seed), failed.getFirst().why().getMessage(), seed),
          failed.getFirst().why());
    }
  }

  private static void run(long seed, Scenario scenario) {
    World world = new World(seed, scenario);
    world.simulation.run(() -> {
      play(world);
      return true;
    });
  }

  private static void play(World world) {
    List<EngineProcess> processes = new ArrayList<>();
    try (Workers.Group group = world.simulation.workers().open("all")) {
      List<Workers.Job<Boolean>> jobs = new ArrayList<>();
      jobs.add(group.start(world::write));
      for (int number = 1; number <= world.scenario.workers(); number++) {
        EngineProcess process = new EngineProcess(world, "p" + number);
        processes.add(process);
        jobs.add(group.start(process::work));
      }
      jobs.forEach(Workers.Job::join);
    }
    EngineProcess last = processes.getFirst();
    World.KEYS.forEach(last::settle);
    world.assertEqual("after one more pass");
    Map<ObjectKey, ETag> etags = world.etags();
    for (ObjectKey key : World.KEYS) {
      assertThat(last.settle(key)).isEqualTo(new Outcome.Equal(key));
    }
    assertThat(world.etags()).isEqualTo(etags);
    processes.forEach(EngineProcess::sweep);
    assertThat(world.destination.openUploads()).describedAs("open uploads").isEmpty();
  }
}
