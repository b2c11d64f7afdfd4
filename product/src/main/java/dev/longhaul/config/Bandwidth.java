package dev.longhaul.config;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A rate as people write it: `50MiB/s`, `50MiB`, or in bits `400Mbit/s`.
public record Bandwidth(long bytesPerSecond) {
  private static final Pattern BITS =
      Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)\\s*([kmg]?)bit", Pattern.CASE_INSENSITIVE);

  public Bandwidth {
    if (bytesPerSecond < 1024) {
      throw new IllegalArgumentException(
          "a bandwidth is at least 1KiB/s; leave the option out for no limit");
    }
  }

  /// The rate that this text means; `/s` may be left out.
  public static Bandwidth parse(String text) {
    String rate = text.strip();
    if (rate.toLowerCase(Locale.ROOT).endsWith("/s")) {
      rate = rate.substring(0, rate.length() - 2);
    }
    Matcher bits = BITS.matcher(rate);
    if (bits.matches()) {
      int power = " kmg".indexOf((bits.group(2) + " ").toLowerCase(Locale.ROOT).charAt(0));
      BigDecimal perSecond =
          new BigDecimal(bits.group(1)).multiply(BigDecimal.valueOf(1000).pow(power));
      return new Bandwidth(perSecond.longValue() / 8);
    }
    try {
      return new Bandwidth(ByteSize.parse(rate).bytes());
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "not a bandwidth: \"" + text + "\"; write 50MiB/s or 400Mbit/s");
    }
  }

  @Override
  public String toString() {
    return ByteSize.text(bytesPerSecond) + "/s";
  }
}
