package dev.longhaul.s3copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Fuzz;
import dev.longhaul.Hazard;
import dev.longhaul.NastyKeys;
import dev.longhaul.object.ByteRange;
import dev.longhaul.object.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Jobs that are damaged anywhere are read, or refused as [MalformedJob] in few words.
@Hazard({75, 80})
@Timeout(300)
final class JobFuzzTest {
  private static final List<String> PIECES =
      List.of(
          "\\x41",
          "\\\\x41",
          "\\u0041",
          "\\ud800",
          "{{ssm:a}}",
          "$(a)",
          "`",
          "'; rm -rf /;'",
          "\"key\": \"",
          "\"bucket\": \"b\"",
          "bytes=",
          "5-1",
          "-rf",
          "\\".repeat(301));

  private static List<byte[]> samples() {
    List<byte[]> samples = new ArrayList<>();
    for (ObjectKey key : NastyKeys.all()) {
      CopyJob job = new CopyJob("id", "source", key, "destination", null);
      PartJob part =
          new PartJob("source", key, "destination", "upload", 1, new ByteRange(0, 5), null);
      for (JobWriter.Reader reader : JobWriter.Reader.values()) {
        samples.add(JobWriter.json(job, reader).getBytes(StandardCharsets.UTF_8));
        samples.add(JobWriter.json(part, reader).getBytes(StandardCharsets.UTF_8));
      }
      samples.add(JobWriter.argument(job).getBytes(StandardCharsets.UTF_8));
    }
    return samples;
  }

  @Test
  void aDamagedJobIsRefusedInFewWords() {
    new Fuzz(75, samples(), PIECES)
        .each(
            5_000,
            mutant -> {
              String text = new String(mutant, StandardCharsets.UTF_8);
              try {
                assertThat(JobText.job(text).key()).isNotNull();
              } catch (MalformedJob refused) {
                assertThat(refused.getMessage()).hasSizeLessThan(2_000);
              }
              try {
                assertThat(JobText.part(text).range().length()).isPositive();
              } catch (MalformedJob refused) {
                assertThat(refused.getMessage()).hasSizeLessThan(2_000);
              }
            });
  }

  @Test
  void aJobOfNothingButBackslashesEnds() {
    for (int length : new int[] {1_000, 16_000, 16_384}) {
      String slashes = "\\".repeat(length);

      assertThatThrownBy(() -> JobText.job("{\"key\": \"" + slashes.substring(20) + "\\x4"))
          .isInstanceOf(MalformedJob.class);
      assertThatThrownBy(() -> JobText.job(slashes)).isInstanceOf(MalformedJob.class);
    }
  }
}
