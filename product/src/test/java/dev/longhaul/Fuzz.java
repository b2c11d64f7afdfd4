package dev.longhaul;

import dev.longhaul.object.Escaped;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Damages good samples in ways in which texts are damaged, sent by mistake or made up by somebody
/// who means harm. The same seed gives the same mutants; `-Dfuzz.rounds=100000` makes more of them.
public final class Fuzz {
  private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 0);

  /// Bytes that mean something in most formats, and numbers at the ends of their ranges.
  private static final List<String> USUAL =
      List.of(
          "",
          "\u0000",
          "\n",
          "\r\n",
          "\t",
          " ",
          "\"",
          "'",
          "<",
          ">",
          "&",
          "&lt;",
          "&#0;",
          "%",
          "%zz",
          "+",
          ":",
          ",",
          ";",
          "=",
          "{",
          "}",
          "[",
          "]",
          "-",
          "\\",
          "\ufeff",
          "\ud83d",
          "\u0085",
          "\u2028",
          "-1",
          "0",
          "9223372036854775807",
          "9223372036854775808",
          "1e999",
          "NaN",
          "null",
          "true");

  private final Random random;
  private final List<byte[]> samples;
  private final List<String> pieces;

  /// @param pieces of the format, to be put anywhere
  public Fuzz(long seed, List<byte[]> samples, List<String> pieces) {
    this.random = new Random(seed);
    this.samples = List.copyOf(samples);
    this.pieces = List.copyOf(pieces);
  }

  /// Whatever a mutant is held against.
  @FunctionalInterface
  public interface Check {
    void accept(byte[] mutant) throws Exception;
  }

  /// Holds mutants against a check, so many of them unless the property says how many.
  public void each(int usual, Check check) {
    int rounds = ROUNDS == 0 ? usual : ROUNDS;
    for (int round = 0; round < rounds; round++) {
      byte[] mutant = next();
      try {
        check.accept(mutant);
      } catch (Exception | AssertionError failed) {
        String text = new String(mutant, StandardCharsets.ISO_8859_1);
        String shown = text.substring(0, Math.min(text.length(), 4_000));
        throw new AssertionError("mutant " + round + ": " + Escaped.text(shown), failed);
      }
    }
  }

  /// A mutant with one to four things wrong.
  private byte[] next() {
    byte[] bytes = samples.get(random.nextInt(samples.size()));
    int changes = 1 + random.nextInt(4);
    for (int change = 0; change < changes; change++) {
      bytes = changed(bytes);
    }
    return bytes;
  }

  private byte[] changed(byte[] bytes) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + random.nextInt(16));
    byte[] span = Arrays.copyOfRange(bytes, from, to);
    return switch (random.nextInt(9)) {
      case 0 -> joined(bytes, from, to, new byte[0]);
      case 1 -> joined(bytes, from, from, piece());
      case 2 -> joined(bytes, from, to, piece());
      case 3 -> joined(bytes, from, from, span);
      case 4 -> joined(bytes, from, to, repeated(span, 1 + random.nextInt(300)));
      case 5 -> Arrays.copyOf(bytes, from);
      case 6 -> joined(bytes, from, from, other());
      case 7 -> joined(bytes, from, from, repeated(piece(), 1 + random.nextInt(3_000)));
      default -> flipped(bytes, from);
    };
  }

  private byte[] piece() {
    int index = random.nextInt(USUAL.size() + pieces.size());
    String piece = index < USUAL.size() ? USUAL.get(index) : pieces.get(index - USUAL.size());
    return piece.getBytes(StandardCharsets.UTF_8);
  }

  /// A stretch of another sample.
  private byte[] other() {
    byte[] other = samples.get(random.nextInt(samples.size()));
    int from = random.nextInt(other.length + 1);
    return Arrays.copyOfRange(other, from, Math.min(other.length, from + random.nextInt(200)));
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    if (at < bytes.length) {
      flipped[at] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private static byte[] repeated(byte[] bytes, int times) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int time = 0; time < times && out.size() < 100_000; time++) {
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] joined(byte[] bytes, int from, int to, byte[] between) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.writeBytes(between);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }
}
