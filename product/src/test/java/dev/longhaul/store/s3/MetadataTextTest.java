package dev.longhaul.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.MetadataCorpus;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Hazard(41)
final class MetadataTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain|plain",
        "=?UTF-8?B?w6k=?=|é",
        "=?utf-8?q?caf=C3=A9_x?=|café x",
        "=?ISO-8859-1?Q?caf=E9?=|café",
        "=?UTF-8*en?Q?x?=|x",
        "a =?UTF-8?Q?b?= c|a b c",
        "=?UTF-8?Q?a?= =?UTF-8?Q?b?=|ab",
        "=?UTF-8?B?w6?=|=?UTF-8?B?w6?=",
        "=?UTF-8?Q?=C3?= =?UTF-8?Q?=A9?=|é",
        "=?UTF-8?Q?=C3?= x|=?UTF-8?Q?=C3?= x",
        "=?UTF-8?Q?=zz?=|=?UTF-8?Q?=zz?=",
        "=?UTF-8?Q?=4?=|=?UTF-8?Q?=4?=",
        "=?nonsense?Q?a?=|=?nonsense?Q?a?=",
        "=?UTF-8?X?a?=|=?UTF-8?X?a?=",
        "=?|=?"
      })
  void decodesWords(String header, String text) {
    assertThat(MetadataText.decode(header)).isEqualTo(text);
  }

  @Test
  void takesBytesForUtf8WhereTheyAre() {
    String utf8 = new String("日本".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

    assertThat(MetadataText.decode(utf8)).isEqualTo("日本");
    assertThat(MetadataText.decode("caf\u00e9")).isEqualTo("café");
  }

  @Test
  void survivesARoundTrip() {
    MetadataCorpus.values()
        .forEach((name, value) ->
            assertThat(MetadataText.decode(MetadataText.encode(value))).as(name).isEqualTo(value));
  }

  @Test
  void survivesARoundTripWithAnyText() {
    SplittableRandom random = new SplittableRandom(41);
    String alphabet = " =?_UTF-8BQqbé日\uD83D\uDE00\t\u0001a\"\\";
    int[] points = alphabet.codePoints().toArray();
    for (int trial = 0; trial < 20_000; trial++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(20); length > 0; length--) {
        text.appendCodePoint(points[random.nextInt(points.length)]);
      }
      String header = MetadataText.encode(text.toString());

      assertThat(header.chars().allMatch(c -> c >= 0x20 && c < 0x7F)).isTrue();
      assertThat(header).isEqualTo(header.strip());
      assertThat(MetadataText.decode(header)).isEqualTo(text.toString());
    }
  }

  @Test
  void sendsPlainTextAsItIs() {
    assertThat(MetadataText.encode("two  spaces, \"quotes\"")).isEqualTo("two  spaces, \"quotes\"");
    assertThat(MetadataText.encode("")).isEmpty();
  }
}
