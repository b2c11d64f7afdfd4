package dev.longhaul.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpDateTest {
  @Test
  void readsWhatTheJdkWrites() {
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 5_000; trial++) {
      Instant time = Instant.ofEpochSecond(random.nextLong(0, 4_000_000_000L));

      assertThat(HttpDate.ofHeader(format.format(time))).isEqualTo(time);
    }
  }

  @Test
  void readsOneDigitDays() {
    assertThat(HttpDate.ofHeader("Sun, 6 Nov 1994 08:49:37 GMT"))
        .isEqualTo(Instant.parse("1994-11-06T08:49:37Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nox 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nov 1994 08:4a:37 GMT"
      })
  void readsNoDateOutOfWhatIsNone(String text) {
    assertThat(HttpDate.ofHeader(text)).isNull();
    assertThat(HttpDate.ofXml(text)).isNull();
  }

  @Test
  void readsDatesOfXml() {
    assertThat(HttpDate.ofXml("2026-11-24T01:02:03.004Z"))
        .isEqualTo(Instant.parse("2026-11-24T01:02:03.004Z"));
    assertThat(HttpDate.ofXml(" 2026-11-24T01:02:03+02:00 "))
        .isEqualTo(Instant.parse("2026-11-23T23:02:03Z"));
  }
}
