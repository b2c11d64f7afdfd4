package dev.longhaul.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.longhaul.Hazard;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValuesTest {
  private static SystemHeaders encoded(@Nullable String encoding) {
    return new SystemHeaders(null, null, encoding, null, "text/plain", null, null);
  }

  @Test
  @Hazard(34)
  void theTokenAwsChunkedIsNoEncoding() {
    assertThat(encoded("aws-chunked")).isEqualTo(encoded(null));
    assertThat(encoded("gzip, AWS-Chunked")).isEqualTo(encoded("gzip"));
    assertThat(encoded("")).isEqualTo(encoded(null));
    assertThat(encoded("gzip, br").contentEncoding()).isEqualTo("gzip, br");
  }

  @Test
  @Hazard(44)
  void noContentTypeMeansTheOneThatS3Stores() {
    assertThat(new SystemHeaders(null, null, null, null, "", null, null))
        .isEqualTo(SystemHeaders.NONE);
  }

  @Test
  @Hazard(41)
  void namesOfUserMetadataAreLowerCase() {
    TreeMap<String, String> user = new TreeMap<>();
    user.put("Author", "É");
    assertThat(new Metadata(user, SystemHeaders.NONE).user()).containsOnlyKeys("author");
  }

  @Test
  @Hazard(42)
  void theNullVersionIsNoVersion() {
    Incarnation named = new Incarnation(new ETag("e"), 1, Instant.EPOCH, "null");
    assertThat(named).isEqualTo(new Incarnation(new ETag("e"), 1, Instant.EPOCH, null));
  }

  @Test
  @Hazard(26)
  void onlyWholeObjectValuesOfOneAlgorithmAreCompared() {
    Checksum whole = Checksum.full(ChecksumAlgorithm.CRC32C, "AAAAAA==");
    Checksum other = Checksum.full(ChecksumAlgorithm.CRC32C, "AAAAAQ==");
    Checksum composite =
        new Checksum(ChecksumAlgorithm.CRC32C, Checksum.Type.COMPOSITE, "AAAAAA==-3");
    Checksum sha = Checksum.full(ChecksumAlgorithm.SHA256, "AAAAAA==");
    assertThat(Checksum.agree(List.of(sha, whole), List.of(whole))).contains(true);
    assertThat(Checksum.agree(List.of(whole), List.of(other))).contains(false);
    assertThat(Checksum.agree(List.of(composite), List.of(composite))).isEmpty();
    assertThat(Checksum.agree(List.of(sha), List.of(whole))).isEmpty();
  }

  @Test
  void aRangeIsNeverEmpty() {
    assertThat(new ByteRange(5, 1).header()).isEqualTo("bytes=5-5");
    assertThatIllegalArgumentException().isThrownBy(() -> new ByteRange(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new ByteRange(-1, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> new ByteRange(2, Long.MAX_VALUE));
  }
}
