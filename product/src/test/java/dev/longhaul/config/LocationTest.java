package dev.longhaul.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
  @ParameterizedTest
  @CsvSource({
    "s3://b, b, '', ''",
    "s3://b/, b, '', ''",
    "s3://b/p, b, p/, p",
    "s3://b/p/, b, p/, p/",
    "s3://b//p, b, /p/, /p",
    "s3://b/a+b%20?x#y, b, a+b%20?x#y/, a+b%20?x#y",
  })
  void aPrefixEndsAtASlashUnlessItIsRaw(String text, String bucket, String closed, String raw) {
    Location location = Location.parse(text);

    assertThat(location.bucket()).isEqualTo(bucket);
    assertThat(location.prefix(false).text()).isEqualTo(closed);
    assertThat(location.prefix(true).text()).isEqualTo(raw);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "b/p", "s3:/b", "s3://", "s3:///p", "https://s3.example.com/b"})
  void whatIsNoLocationIsRefused(String text) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Location.parse(text))
        .withMessageContaining("write s3://bucket");
  }

  @Test
  void credentialsNameAPlaceAndAreNeverRepeated() {
    assertThat(CredentialsChoice.parse("chain")).isEqualTo(new CredentialsChoice.Chain());
    assertThat(CredentialsChoice.parse("s3://b/k"))
        .isEqualTo(new CredentialsChoice.StoredObject(new Location("b", "k")));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> CredentialsChoice.parse("AKIDEXAMPLE:very-secret"))
        .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret\"", "AKID"));
  }
}
