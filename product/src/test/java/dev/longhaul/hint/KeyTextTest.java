package dev.longhaul.hint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.NastyKeys;
import dev.longhaul.hint.KeyText.Encoding;
import dev.longhaul.object.ObjectKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Hazard(4)
final class KeyTextTest {
  private static List<ObjectKey> keys() {
    return NastyKeys.all();
  }

  /// S3 leaves slashes, MinIO does not.
  @ParameterizedTest
  @MethodSource("keys")
  void decodesWhatS3AndMinioEncode(ObjectKey key) {
    String minio = URLEncoder.encode(key.text(), StandardCharsets.UTF_8);
    String s3 = minio.replace("%2F", "/");

    assertThat(KeyText.readings(s3, Encoding.FORM)).containsExactly(key);
    assertThat(KeyText.readings(minio, Encoding.FORM)).containsExactly(key);
    assertThat(KeyText.readings(s3.toLowerCase(Locale.ROOT), Encoding.FORM)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void readsWhatIsNotEncodedAsItIs(ObjectKey key) {
    assertThat(KeyText.readings(key.text(), Encoding.RAW)).startsWith(key);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void losesNoReadingWhereTheEncodingIsUnknown(ObjectKey key) {
    String encoded = URLEncoder.encode(key.text(), StandardCharsets.UTF_8);

    assertThat(KeyText.readings(key.text(), Encoding.UNKNOWN)).contains(key);
    assertThat(KeyText.readings(encoded, Encoding.UNKNOWN)).contains(key);
  }

  @Test
  void readsAsItIsWhatCannotBeDecoded() {
    assertThat(KeyText.readings("100%", Encoding.FORM)).containsExactly(ObjectKey.of("100%"));
    assertThat(KeyText.readings("a%zz", Encoding.FORM)).containsExactly(ObjectKey.of("a%zz"));
    assertThat(KeyText.readings("a%+1", Encoding.FORM)).containsExactly(ObjectKey.of("a%+1"));
  }

  @Test
  void doubtsAnEncodingThatNoEncoderMakes() {
    assertThat(KeyText.readings("a b+c", Encoding.FORM))
        .containsExactly(ObjectKey.of("a b c"), ObjectKey.of("a b+c"));
    assertThat(KeyText.readings("%FF", Encoding.FORM))
        .containsExactly(ObjectKey.ofBytes(new byte[] {-1}), ObjectKey.of("%FF"));
  }

  @Test
  @Hazard(55)
  void givesNoReadingOfWhatCannotBeAKey() {
    for (Encoding encoding : Encoding.values()) {
      assertThat(KeyText.readings("", encoding)).isEmpty();
      assertThat(KeyText.readings("k".repeat(1025), encoding)).isEmpty();
      assertThat(KeyText.readings("\ud800", encoding)).isEmpty();
    }
  }
}
