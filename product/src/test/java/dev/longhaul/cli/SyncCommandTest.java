package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.StorageFacts;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Operation;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import dev.longhaul.store.memory.Quirk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncCommandTest {
  @TempDir Path folder;
  private final World world = new World();

  private void fill(int objects) {
    for (int number = 0; number < objects; number++) {
      world.source.put("k" + number, "bytes of " + number);
    }
  }

  @Test
  void makesTheDestinationEqualAndSaysWhatWasCompared() {
    fill(50);

    assertThat(world.run("sync")).isEqualTo(ExitCode.DONE);

    assertThat(world.destination.objects().keySet()).isEqualTo(world.source.objects().keySet());
    assertThat(world.screen.out())
        .containsPattern("copied +50  ")
        .endsWith(
            "compared: size and ETag by listing; metadata and tags only of what was copied or"
                + " newer at the source\n");
  }

  @Test
  void aSecondRunOnlyListsAndLooks() {
    fill(50);
    // Stores count their own time here, and nothing may be newer at the source.
    world.destination.setTime(() -> Instant.parse("2026-01-02T00:00:00Z"));
    world.run("sync");
    world.source.forgetCalls();
    world.destination.forgetCalls();

    assertThat(world.run("sync")).isEqualTo(ExitCode.DONE);

    // Five objects are looked at to learn what the source's ETags and tags mean.
    assertThat(world.source.count(Operation.GET)).isEqualTo(5);
    assertThat(world.destination.calls())
        .noneMatch(call -> call.key() != null && call.key().text().startsWith("k"));
    assertThat(world.screen.out()).containsPattern("equal already +50\n");
  }

  @Test
  void aDryRunSaysWhatItWouldDoAndChangesNothing() {
    fill(2);
    world.destination.put("extra", "old");

    assertThat(world.run("sync", "--dry-run", "--delete")).isEqualTo(ExitCode.DIFFERENT);

    assertThat(world.destination.objects()).hasSize(1);
    assertThat(world.destination.calls()).noneMatch(call -> !call.operation().isRepeatable());
    assertThat(world.screen.out())
        .contains("would copy k0  10 B\n", "would copy k1  10 B\n", "would delete extra\n")
        .containsPattern("would copy +2  20 B");
  }

  @Test
  void filteredKeysAreNeitherCopiedNorDeleted() {
    fill(3);
    world.destination.put("k9", "old");

    assertThat(world.run("sync", "--exclude=**", "--include=k1", "--delete"))
        .isEqualTo(ExitCode.DONE);

    assertThat(world.destination.objects().keySet())
        .containsExactly(ObjectKey.of("k1"), ObjectKey.of("k9"));
  }

  @Test
  void deletesOnlyWhenAsked() {
    fill(3);
    world.destination.put("extra", "old");

    assertThat(world.run("sync")).isEqualTo(ExitCode.DONE);
    assertThat(world.screen.out()).contains("--delete removes them");
    assertThat(world.run("sync", "--delete")).isEqualTo(ExitCode.DONE);

    assertThat(world.destination.has(ObjectKey.of("extra"))).isFalse();
  }

  @Test
  @Hazard(61)
  void deletesPastTheLimitAreHeldBack() {
    fill(3);
    for (int number = 0; number < 5; number++) {
      world.destination.put("extra" + number, "old");
    }

    assertThat(world.run("sync", "--delete", "--max-delete=2")).isEqualTo(ExitCode.BREAKER);

    assertThat(world.destination.objects()).hasSizeGreaterThanOrEqualTo(6);
    assertThat(world.screen.out()).contains("--max-delete allows more");
  }

  @Test
  @Hazard({48, 76})
  void aParkedKeyIsNamedWithReasonAndRemedy() throws IOException {
    fill(1);
    ObjectKey cold = ObjectKey.of("cold\u001b[2J");
    world.source.put(cold.text(), "frozen");
    world.source.archive(cold, StorageFacts.Archive.ARCHIVED);
    Path report = folder.resolve("report.jsonl");

    ExitCode code = world.run("sync", "--report", report.toString());

    assertThat(code).isEqualTo(ExitCode.DIFFERENT);
    assertThat(world.screen.out()).contains("parked cold\\u001b[2J: ").doesNotContain("\u001b");
    assertThat(Files.readAllLines(report))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("{\"outcome\":\"copied\",\"key\":\"k0\",\"bytes\":10"))
        .anyMatch(line -> line.contains("\"reason\":\"ARCHIVED\",\"message\":"));
  }

  @Test
  void theSummaryAsJsonIsOneObject() {
    fill(4);

    assertThat(world.run("sync", "--json")).isEqualTo(ExitCode.DONE);

    assertThat(world.screen.out().lines())
        .singleElement()
        .asString()
        .startsWith("{\"command\":\"sync\",\"exitCode\":0,\"end\":\"complete\"")
        .contains("\"copied\":4,");
  }

  @Test
  void reportsToStandardOutputStandBeforeTheSummary() {
    fill(2);

    world.run("sync", "--json", "--report", "-");

    assertThat(world.screen.out().lines()).hasSize(3).last().asString().contains("\"command\"");
  }

  @Test
  @Hazard(14)
  void oneBucketIsNoRoute() {
    world.stores = StoresInMemory.of(world.source, world.source);
    fill(1);

    assertThat(world.run("sync")).isEqualTo(ExitCode.USAGE);

    assertThat(world.source.calls()).isEmpty();
    assertThat(world.screen.err()).contains("one lies in the other");
  }

  @Test
  @Hazard(14)
  void oneBucketAtTwoAddressesIsNoRoute() {
    world.stores = StoresInMemory.ofAlias(world.source);
    fill(1);

    assertThat(world.run("sync")).isEqualTo(ExitCode.USAGE);

    assertThat(world.source.objects()).hasSize(1);
    assertThat(world.screen.err()).contains("showed up in");
  }

  @Test
  @Hazard(45)
  void unreadableTagsStopTheRunUnlessTheyAreIgnored() {
    fill(1);
    world.source.set(Quirk.TAGS_FORBIDDEN, true);

    assertThat(world.run("sync")).isEqualTo(ExitCode.USAGE);
    assertThat(world.screen.err()).contains("--tags ignore");
    assertThat(world.destination.objects()).isEmpty();
    assertThat(world.run("sync", "--tags=ignore")).isEqualTo(ExitCode.DONE);
  }

  @Test
  @Hazard(67)
  void aSideThatRefusesLeavesItOpen() {
    fill(1);
    world.destination.interfere(
        new Interference() {
          @Override
          public void before(MemoryCall call) {
            throw new StoreException(
                new Failure.WrongCredentials("HEAD of s3://destination: 403", 403, null));
          }
        });

    assertThat(world.run("sync")).isEqualTo(ExitCode.UNKNOWN);

    assertThat(world.screen.err()).contains("longhaul: HEAD of s3://destination: 403");
  }

  @Test
  void aRunThatIsInterruptedTellsHowFarItCame() {
    fill(3);
    world.interrupts =
        stop -> {
          stop.run();
          return () -> {};
        };

    assertThat(world.run("sync")).isEqualTo(ExitCode.INTERRUPTED);

    assertThat(world.screen.out()).contains("interrupted; run it again", "compared: ");
  }

  @Test
  void moreMemoryThanTheProcessHasIsRefused() {
    assertThat(world.run("sync", "--memory", "100TiB")).isEqualTo(ExitCode.USAGE);

    assertThat(world.screen.err()).contains("LONGHAUL_JAVA_OPTS");
    assertThat(world.source.calls()).isEmpty();
  }
}
