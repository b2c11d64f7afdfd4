package dev.longhaul.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.longhaul.Hazard;
import org.junit.jupiter.api.Test;

class ETagTest {
  private static final String MD5 = "d41d8cd98f00b204e9800998ecf8427e";

  @Test
  void comesWithOrWithoutQuotes() {
    assertThat(ETag.ofHeader('"' + MD5 + '"')).isEqualTo(new ETag(MD5));
    assertThat(ETag.ofHeader(MD5).quoted()).isEqualTo('"' + MD5 + '"');
    assertThatIllegalArgumentException().isThrownBy(() -> ETag.ofHeader("\"\""));
    assertThatIllegalArgumentException().isThrownBy(() -> new ETag("a\nb"));
  }

  @Test
  @Hazard(25)
  void namesItsPartsOnlyInTheShapeOfAnUpload() {
    assertThat(new ETag(MD5 + "-1").parts()).isEqualTo(1);
    assertThat(new ETag(MD5 + "-10000").parts()).isEqualTo(10_000);
    assertThat(new ETag(MD5).parts()).isZero();
    assertThat(new ETag(MD5 + "-").parts()).isZero();
    assertThat(new ETag(MD5 + "-1x").parts()).isZero();
    assertThat(new ETag("random-7").parts()).isZero();
    assertThat(new ETag(MD5 + "-123456").parts()).isZero();
  }

  @Test
  @Hazard(25)
  void looksLikeAnMd5OnlyWith32HexadecimalDigits() {
    assertThat(new ETag(MD5).isMd5Shaped()).isTrue();
    assertThat(new ETag(MD5 + "-2").isMd5Shaped()).isFalse();
    assertThat(new ETag(MD5.replace('d', 'g')).isMd5Shaped()).isFalse();
  }
}
