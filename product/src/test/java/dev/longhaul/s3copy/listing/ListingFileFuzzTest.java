package dev.longhaul.s3copy.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Fuzz;
import dev.longhaul.Hazard;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Listings of `aws s3 ls` that are damaged anywhere are read to their totals, or refused in words.
@Hazard({59, 80})
@Timeout(300)
final class ListingFileFuzzTest {
  private static final List<String> PIECES =
      List.of(
          "2026-11-24 01:02:03          5 a\n",
          "PRE x/\n",
          "Total Objects: 3\n",
          "   Total Size: 15\n",
          "1.5 KiB",
          "\r\n",
          "\ufffe");

  private static byte[] listing(String... keys) {
    StringBuilder text = new StringBuilder();
    for (String key : keys) {
      text.append("2026-11-24 01:02:03          5 ").append(key).append('\n');
    }
    text.append("\nTotal Objects: " + keys.length + "\n   Total Size: " + 5 * keys.length + "\n");
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aDamagedListingIsRefusedOrAddsUp() {
    List<byte[]> samples = List.of(listing("a", "b/c d", "é", "日本"), listing(), listing("x\ny"));
    new Fuzz(59, samples, PIECES)
        .each(
            5_000,
            mutant -> {
              ListingFile file = new ListingFile("file", new ByteArrayInputStream(mutant));
              List<ListedObject> read = new ArrayList<>();
              try {
                for (ListedObject next = file.next(); next != null; next = file.next()) {
                  read.add(next);
                }
                String text = new String(mutant, StandardCharsets.ISO_8859_1);
                assertThat(text).contains("Total Objects: ");
              } catch (ListingException refused) {
                assertThat(refused.getMessage()).contains("file").hasSizeLessThan(5_000);
              }
              assertThat(read).isSortedAccordingTo((a, b) -> a.key().compareTo(b.key()));
            });
  }
}
