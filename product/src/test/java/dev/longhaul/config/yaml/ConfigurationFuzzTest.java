package dev.longhaul.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Fuzz;
import dev.longhaul.Hazard;
import dev.longhaul.config.UnusableConfiguration;
import dev.longhaul.tidy.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A configuration file that is damaged anywhere is read, or refused in words with what is wrong.
@Hazard(80)
@Timeout(300)
final class ConfigurationFuzzTest {
  private static final List<String> PIECES =
      List.of(
          "- ",
          ": ",
          "|",
          ">",
          "&a ",
          "*a",
          "<<: *a",
          "!!str ",
          "? ",
          "---\n",
          "...\n",
          "#",
          "${",
          "${A}",
          "${A:-",
          "}",
          "stores:\n",
          "  x: [",
          "[[[[",
          "{{{{",
          "file:/dev/null",
          "1h30m",
          "99999999999d",
          "5GiB",
          "101%",
          "\n        ");

  @TempDir private Path folder;

  @Test
  void aDamagedFileIsRefusedInWords() throws IOException {
    byte[] example = Files.readAllBytes(SourceTree.find().root().resolve("docs/longhaul.yaml"));
    byte[] small =
        """
        stores:
          a: {bucket: a, endpoint: "http://127.0.0.1:1", credentials: "env:A"}
          b: {bucket: b, endpoint: "http://127.0.0.1:2", credentials: "env:B"}
        routes:
          r: {source: a, destination: b, filters: [{exclude: "tmp/**"}]}
        intakes:
          i: {queue: "https://sqs.eu-central-1.amazonaws.com/123456789012/q", stores: [a]}
        """
            .getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("longhaul.yaml");
    new Fuzz(80, List.of(example, small, small), PIECES)
        .each(
            1_500,
            mutant -> {
              Files.write(file, mutant);
              try {
                assertThat(ConfigurationFile.load(file, Map.of("A", "a"))).isNotNull();
              } catch (UnusableConfiguration refused) {
                assertThat(refused.getMessage()).contains("longhaul.yaml").hasSizeLessThan(200_000);
              }
            });
  }
}
