package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
  private final World world = new World();
  @TempDir Path folder;

  @BeforeEach
  void aSourceWithAFewSmallObjects() {
    for (int number = 0; number < 20; number++) {
      world.source.put("small-" + number, "bytes");
    }
  }

  private ExitCode bench(String... options) {
    String[] all = new String[options.length + 5];
    all[0] = "bench";
    all[1] = "s3://source";
    all[2] = "s3://destination/p";
    all[3] = "--time=1s";
    all[4] = "--limit=16MiB";
    System.arraycopy(options, 0, all, 5, options.length);
    return world.type(all);
  }

  @Test
  void bothSidesAreMeasuredAndNothingStaysBehind() {
    assertThat(bench()).isEqualTo(ExitCode.DONE);

    assertThat(world.screen.out())
        .contains("fastest answer", "no object is large enough", "20 objects, 100 B: ")
        .contains("about 0.00 USD (S3 Standard in us-east-1");
    assertThat(world.destination.objects()).isEmpty();
    assertThat(world.source.calls()).allMatch(call -> call.operation().isRepeatable());
  }

  @Test
  void whatThereIsToCopyMayBeSaidAndPricedByAFile() throws IOException {
    Path prices = folder.resolve("prices");
    Files.writeString(
        prices,
        """
        of=here
        currency=CNY
        source.list=0
        source.get=0
        source.out=2
        destination.list=0
        destination.put=0
        """);

    assertThat(bench("--objects=1000", "--bytes=3GiB", "--prices=" + prices))
        .isEqualTo(ExitCode.DONE);

    assertThat(world.screen.out()).contains("1,000 objects, 3.00 GiB", "about 6.00 CNY (here)");
  }

  @Test
  void mistakesNameTheOptionOrTheFile() {
    assertThat(bench("--objects=7")).isEqualTo(ExitCode.USAGE);
    assertThat(world.screen.err()).contains("--objects and --bytes go together");
    assertThat(bench("--objects=none", "--bytes=1")).isEqualTo(ExitCode.USAGE);
    assertThat(world.screen.err()).contains("not a number of objects: \"none\"");
    assertThat(bench("--prices=" + folder.resolve("gone"))).isEqualTo(ExitCode.USAGE);
    assertThat(world.screen.err()).contains("gone cannot be read");
    assertThat(world.destination.calls()).isEmpty();
  }

  @Test
  @Hazard(14)
  void oneBucketIsNotMeasuredAgainstItself() {
    world.stores = StoresInMemory.of(world.source, world.source);

    assertThat(world.type("bench", "s3://source", "s3://source")).isEqualTo(ExitCode.USAGE);
    assertThat(world.source.calls()).isEmpty();
  }

  @Test
  void programsGetALineForEachSideAndOneForTheEstimate() {
    assertThat(bench("--json")).isEqualTo(ExitCode.DONE);

    assertThat(world.screen.out().lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("{") && line.endsWith("}"))
        .anyMatch(line -> line.startsWith("{\"side\":\"source\",\"answer_ms\":"))
        .anyMatch(line -> line.startsWith("{\"objects\":20,\"bytes\":100,"));
  }
}
