package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.Operation;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.memory.Content;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
  @TempDir Path folder;
  private final World world = new World();

  @BeforeEach
  void equalBuckets() {
    for (int number = 0; number < 20; number++) {
      world.source.put("k" + number, "bytes of " + number);
    }
    world.run("sync", "--quiet");
    world.screen.clear();
  }

  @Test
  void equalSidesAreEqualByListing() {
    world.source.forgetCalls();

    assertThat(world.run("verify")).isEqualTo(ExitCode.DONE);

    assertThat(world.screen.out())
        .containsPattern("equal by listing +20\n")
        .endsWith("equal; compared: size and ETag by listing; --metadata and --deep look closer\n");
    assertThat(world.source.count(Operation.LIST)).isLessThan(5);
  }

  @Test
  void everyDifferenceIsNamedWithItsClass() {
    world.source.put("k1", "other bytes");
    world.source.put("new", "new");
    world.destination.put("extra\u0007", "extra");

    assertThat(world.run("verify")).isEqualTo(ExitCode.DIFFERENT);

    assertThat(world.screen.out().lines())
        .contains("bytes k1", "missing new", "extra extra\\u0007");
    assertThat(world.screen.out())
        .containsPattern("missing at the destination +1\n")
        .contains("different; compared: ");
  }

  @Test
  @Hazard(45)
  void tagsAreSeenWhenMetadataIsLookedAt() {
    world.destination.tag(ObjectKey.of("k2"), new Tags(new TreeMap<>(Map.of("t", "v"))));

    assertThat(world.run("verify")).isEqualTo(ExitCode.DONE);
    assertThat(world.run("verify", "--metadata")).isEqualTo(ExitCode.DIFFERENT);

    assertThat(world.screen.out()).contains("tags k2\n");
  }

  @Test
  @Hazard(36)
  void bytesAreReadWhenItIsDeep() {
    assertThat(world.run("verify", "--deep")).isEqualTo(ExitCode.DONE);

    assertThat(world.screen.out())
        .containsPattern("of those by their bytes +20  ")
        .contains("the bytes of every object, metadata and tags");
  }

  @Test
  void aShareFollowsAnEqualsSign() {
    assertThat(world.run("verify", "--deep=50%")).isEqualTo(ExitCode.DONE);
    assertThat(world.screen.out()).contains("the bytes of 50% of all");
    assertThat(world.run("verify", "--deep=half")).isEqualTo(ExitCode.USAGE);
    assertThat(world.screen.err()).contains("not a percentage: \"half\"; write 10%");
  }

  @Test
  void deepMayStandBeforeALocation() {
    assertThat(world.type("verify", "--deep", "s3://source", "s3://destination"))
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void findingsAndVerdictAsJson() throws IOException {
    world.source.put("new", "new");
    Path report = folder.resolve("report.jsonl");

    world.run("verify", "--json", "--report", report.toString());

    assertThat(world.screen.out().lines())
        .singleElement()
        .asString()
        .contains("\"verdict\":\"different\"", "\"missing\":1");
    assertThat(Files.readAllLines(report))
        .containsExactly("{\"key\":\"new\",\"verdict\":\"different\",\"in\":[\"missing\"]}");
  }

  @Test
  void nothingIsChanged() {
    world.source.put(
        ObjectKey.of("new"),
        ObjectAttributes.of(Metadata.NONE, Tags.NONE),
        Content.of("new".getBytes(StandardCharsets.UTF_8)));
    world.source.forgetCalls();
    world.destination.forgetCalls();

    world.run("verify", "--deep");

    assertThat(world.source.calls()).allMatch(call -> call.operation().isRepeatable());
    assertThat(world.destination.calls()).allMatch(call -> call.operation().isRepeatable());
  }

  @Test
  @Hazard(60)
  void aListingThatFailsLeavesItOpen() {
    world.destination.interfere(
        new Interference() {
          @Override
          public void before(MemoryCall call) {
            if (call.operation() == Operation.LIST) {
              throw new StoreException(
                  new Failure.Refused("list of s3://destination: no listing", 200, null));
            }
          }
        });

    assertThat(world.run("verify")).isEqualTo(ExitCode.UNKNOWN);

    assertThat(world.screen.out()).contains("could not tell; compared: ");
  }
}
