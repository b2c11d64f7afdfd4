package dev.longhaul.scan.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Fuzz;
import dev.longhaul.Hazard;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Manifests and rows that are damaged anywhere are read, or refused with an `IOException` in
/// words.
@Hazard({63, 80})
@Timeout(300)
final class ReportFuzzTest {
  private static final List<String> PIECES =
      List.of(
          "\"files\":[",
          "{\"key\":\"k\"",
          "\"size\":-1",
          "\\ud800",
          "arn:aws:s3:::",
          "\"\"",
          "\",\"");

  @Test
  void aDamagedManifestIsRefusedInWords() {
    byte[] csv =
        new WrittenReport()
            .row("source", "a", "1")
            .endFile()
            .manifest()
            .getBytes(StandardCharsets.UTF_8);
    new Fuzz(63, List.of(csv), PIECES)
        .each(
            5_000,
            mutant -> {
              try {
                assertThat(Manifest.parse(mutant).files()).isNotNull();
              } catch (IOException refused) {
                assertThat(refused).hasMessageNotContaining("null pointer");
              }
            });
  }

  @Test
  void damagedRowsEnd() {
    byte[] rows =
        "\"source\",\"a%20b\",\"5\",\"2026-11-20T01:00:00.000Z\",\"0123\",\"STANDARD\"\n"
            .repeat(3)
            .getBytes(StandardCharsets.UTF_8);
    new Fuzz(80, List.of(rows), PIECES)
        .each(
            3_000,
            mutant -> {
              CsvRows csv =
                  new CsvRows(new StringReader(new String(mutant, StandardCharsets.UTF_8)));
              try {
                int fields = 0;
                for (List<String> row = csv.next(); !row.isEmpty(); row = csv.next()) {
                  fields += row.size();
                }
                assertThat(fields).isLessThanOrEqualTo(mutant.length + 1);
              } catch (IOException refused) {
                assertThat(refused).hasMessageContaining("row");
              }
            });
  }

  @Test
  void aRowOfNothingButCommasHasAnEnd() {
    CsvRows csv = new CsvRows(new StringReader(",".repeat(2_000_000)));

    assertThatThrownBy(csv::next).isInstanceOf(IOException.class).hasMessageContaining("row 1");
  }
}
