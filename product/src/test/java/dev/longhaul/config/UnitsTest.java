package dev.longhaul.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1048576, 1048576",
    "5B, 5",
    "64MiB, 67108864",
    "64 mib, 67108864",
    "64M, 67108864",
    "64MB, 64000000",
    "1.5GiB, 1610612736",
    "2T, 2199023255552",
  })
  void sizesMeanWhatPeopleWrite(String text, long bytes) {
    assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MiB", "-1", "1.MiB", "64XB", "64MiBs", "1e9", "64Mi", "9999999999T"})
  void whatIsNoSizeIsRefusedWithAnExample(String text) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> ByteSize.parse(text))
        .withMessageContaining("\"" + text + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.00 KiB",
    "10240, 10.0 KiB",
    "1048575, 1024 KiB",
    "1610612736, 1.50 GiB",
    "9223372036854775807, 8388608 TiB",
  })
  void sizesArePrintedInTheLargestUnit(long bytes, String text) {
    assertThat(ByteSize.text(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "50MiB/s, 52428800",
    "50MiB, 52428800",
    "400Mbit/s, 50000000",
    "1.5Gbit, 187500000",
    "8kbit/S, 1000",
  })
  void bandwidthsAreInBytesOrBits(String text, long bytesPerSecond) {
    if (bytesPerSecond < 1024) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> Bandwidth.parse(text));
    } else {
      assertThat(Bandwidth.parse(text).bytesPerSecond()).isEqualTo(bytesPerSecond);
    }
  }

  @Test
  void whatIsNoBandwidthIsRefusedWithAnExample() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Bandwidth.parse("fast"))
        .withMessage("not a bandwidth: \"fast\"; write 50MiB/s or 400Mbit/s");
  }

  @Test
  void lengthsOfTimeMeanWhatPeopleWrite() {
    assertThat(TimeSpan.parse("90s")).isEqualTo(Duration.ofSeconds(90));
    assertThat(TimeSpan.parse("1h30m")).isEqualTo(Duration.ofMinutes(90));
    assertThat(TimeSpan.parse("2D")).isEqualTo(Duration.ofDays(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0s", "15", "m", "1m1h", "-5s", "1.5h"})
  void whatIsNoLengthOfTimeIsRefused(String text) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> TimeSpan.parse(text));
  }

  @Test
  void lengthsOfTimeArePrintedInTwoUnits() {
    assertThat(TimeSpan.text(Duration.ofMillis(12_345))).isEqualTo("12.3s");
    assertThat(TimeSpan.text(Duration.ofSeconds(61))).isEqualTo("1m 1s");
    assertThat(TimeSpan.text(Duration.ofMinutes(125))).isEqualTo("2h 5m");
    assertThat(TimeSpan.text(Duration.ofHours(49))).isEqualTo("2d 1h");
  }

  @Test
  void deleteLimitsAreKeysOrAShare() {
    assertThat(DeleteLimit.parse("500")).isEqualTo(new DeleteLimit(500, new Percentage(0)));
    assertThat(DeleteLimit.parse("2.5%")).isEqualTo(new DeleteLimit(0, new Percentage(2.5)));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> DeleteLimit.parse("101%"));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> DeleteLimit.parse("-1"));
  }
}
