package dev.longhaul.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.object.ChecksumAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CrcTest {
  private static final byte[] DIGITS = "123456789".getBytes(StandardCharsets.US_ASCII);

  @ParameterizedTest
  @CsvSource({"CRC32,cbf43926", "CRC32C,e3069283", "CRC64NVME,ae8b14860a799888"})
  @Hazard(27)
  void hasThePublishedCheckValue(Crc crc, String expected) {
    CrcDigester digester = new CrcDigester(crc);
    digester.update(DIGITS, 0, DIGITS.length);

    assertThat(digester.value()).isEqualTo(Long.parseUnsignedLong(expected, 16));
    assertThat(digester.checksum().base64())
        .isEqualTo(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(expected)));
    assertThat(digester.checksum().algorithm()).isEqualTo(crc.algorithm());
  }

  @ParameterizedTest
  @EnumSource(Crc.class)
  @Hazard(27)
  void combinesTheValuesOfPartsIntoTheValueOfTheWhole(Crc crc) {
    Random random = new Random(27);
    for (int trial = 0; trial < 300; trial++) {
      byte[] bytes = new byte[random.nextInt(5000)];
      random.nextBytes(bytes);
      int parts = 1 + random.nextInt(6);
      long combined = Crc.EMPTY;
      int from = 0;
      for (int part = 1; part <= parts; part++) {
        int to = part == parts ? bytes.length : from + random.nextInt(bytes.length - from + 1);
        combined = crc.combine(combined, crc(crc, bytes, from, to), to - from);
        from = to;
      }
      assertThat(combined).as("trial %d", trial).isEqualTo(crc(crc, bytes, 0, bytes.length));
    }
  }

  @ParameterizedTest
  @EnumSource(Crc.class)
  void combinesAcrossLengthsThatNoMemoryHolds(Crc crc) {
    // Appending zero bytes twice is appending them at once, whatever their number.
    long value = crc(crc, DIGITS, 0, DIGITS.length);
    long zeros = zeros(crc, 40);
    long twice = crc.combine(crc.combine(value, zeros, 1L << 40), zeros, 1L << 40);
    assertThat(crc.combine(value, zeros(crc, 41), 1L << 41)).isEqualTo(twice);
  }

  /// The CRC of 2^power zero bytes, by doubling.
  private static long zeros(Crc crc, int power) {
    long value = crc(crc, new byte[1], 0, 1);
    for (int k = 0; k < power; k++) {
      value = crc.combine(value, value, 1L << k);
    }
    return value;
  }

  @ParameterizedTest
  @EnumSource(Crc.class)
  void doesNotDependOnHowTheBytesArrive(Crc crc) {
    Random random = new Random(3);
    byte[] bytes = new byte[4096];
    random.nextBytes(bytes);
    CrcDigester digester = new CrcDigester(crc);
    for (int from = 0; from < bytes.length; ) {
      int length = Math.min(bytes.length - from, random.nextInt(40));
      digester.update(bytes, from, length);
      from += length;
    }
    assertThat(digester.value()).isEqualTo(bitwise(crc, bytes));
  }

  private static long bitwise(Crc crc, byte[] bytes) {
    long mask = crc == Crc.CRC64NVME ? -1L : 0xFFFFFFFFL;
    long state = mask;
    for (byte value : bytes) {
      state ^= value & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        state = (state & 1) == 0 ? state >>> 1 : (state >>> 1) ^ crc.polynomial();
      }
    }
    return ~state & mask;
  }

  @Test
  void refusesANegativeLength() {
    assertThatThrownBy(() -> Crc.CRC32C.combine(1, 2, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void digestsWithEveryAlgorithmOfThePlatform() {
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      Optional<Digester> digester = Digester.of(algorithm);
      assertThat(digester.isEmpty()).isEqualTo(algorithm.name().startsWith("XXHASH"));
      digester.ifPresent(known -> {
        known.update(DIGITS, 0, DIGITS.length);
        assertThat(known.checksum().algorithm()).isEqualTo(algorithm);
      });
    }
    Digester md5 = Digester.md5();
    md5.update(DIGITS, 0, DIGITS.length);
    assertThat(HexFormat.of().formatHex(Base64.getDecoder().decode(md5.checksum().base64())))
        .isEqualTo("25f9e794323b453885f5181f1b624d0b");
  }

  private static long crc(Crc crc, byte[] bytes, int from, int to) {
    CrcDigester digester = new CrcDigester(crc);
    digester.update(bytes, from, to - from);
    return digester.value();
  }
}
