package dev.longhaul.simulation.mutant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/// The simulation and the hazard tests are worth what they catch: each of these bugs must be.
class PlantedBugsTest {
  private static final int HUNTERS = 2;
  private static final boolean TELLS = Boolean.getBoolean("mutants.tell");

  @Test
  void everyPlantedBugIsCaught() throws InterruptedException {
    assertThat(Bugs.ALL).hasSizeGreaterThanOrEqualTo(25);
    Queue<Bug> left = new ConcurrentLinkedQueue<>(Bugs.ALL);
    Map<Bug, String> survivors = new ConcurrentHashMap<>();
    List<Thread> hunters = new ArrayList<>();
    for (int number = 0; number < HUNTERS; number++) {
      hunters.add(Thread.ofPlatform().name("hunter-" + number).start(() -> hunt(left, survivors)));
    }
    for (Thread hunter : hunters) {
      hunter.join();
    }
    assertThat(survivors).as("bugs that nothing catches").isEmpty();
  }

  private static void hunt(Queue<Bug> left, Map<Bug, String> survivors) {
    for (Bug bug = left.poll(); bug != null; bug = left.poll()) {
      long begun = System.nanoTime();
      String said = null;
      try {
        said = Hunter.hunt(bug.hunter(), new PlantedClasses(bug));
        if (said == null) {
          survivors.put(bug, "not caught by " + bug.hunter());
        }
      } catch (ReflectiveOperationException | RuntimeException | LinkageError unusable) {
        survivors.put(bug, "cannot be planted: " + unusable);
      }
      if (TELLS) {
        long millis = (System.nanoTime() - begun) / 1_000_000;
        System.out.printf("%,6d ms %s: %s%n", millis, bug, said);
      }
    }
  }

  @Test
  void aBugThatHasNoPlaceAnyMoreIsTold() {
    Bug lost =
        new Bug(
            "does nothing",
            "object.Tags",
            "noSuchMethod",
            new Planting.Body(code -> code.return_()),
            new Hunter.Named("object.ValuesTest", "none"));
    assertThatThrownBy(() -> Planting.plant(lost, ownBytes())).hasMessageContaining("noSuchMethod");
  }

  private static byte[] ownBytes() throws IOException {
    try (InputStream in = PlantedBugsTest.class.getResourceAsStream("PlantedBugsTest.class")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }
}
