package dev.longhaul.config;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes as people write it: `512KiB`, `1.5GiB`, `64MB`, `1048576`.
///
/// `K`, `M`, `G` and `T` alone mean 1,024 and its powers, as does `KiB`; `KB` means 1,000.
public record ByteSize(long bytes) {
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9]{1,18}(?:\\.[0-9]{1,9})?)\\s*([kmgt]?)(i?b?)", Pattern.CASE_INSENSITIVE);
  private static final String UNITS = "kmgt";

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is not negative: " + bytes);
    }
  }

  /// The size that this text means.
  public static ByteSize parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches() || "i".equalsIgnoreCase(matcher.group(3))) {
      throw new IllegalArgumentException(
          "not a size: \"" + text + "\"; write 64MiB, 1.5GiB or 1048576");
    }
    int power = power(matcher.group(2));
    boolean decimal = power > 0 && matcher.group(3).length() == 1;
    BigDecimal unit = BigDecimal.valueOf(decimal ? 1000 : 1024).pow(power);
    BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(unit);
    if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException("too large a size: \"" + text + "\"");
    }
    return new ByteSize(bytes.longValue());
  }

  private static int power(String unit) {
    return unit.isEmpty() ? 0 : UNITS.indexOf(unit.toLowerCase(Locale.ROOT).charAt(0)) + 1;
  }

  /// The size in the largest binary unit that leaves a number of at least one, such as `1.5 GiB`.
  public static String text(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    int power = Math.min((63 - Long.numberOfLeadingZeros(bytes)) / 10, UNITS.length());
    double value = bytes / Math.pow(1024, power);
    String number =
        String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    return number + " " + Character.toUpperCase(UNITS.charAt(power - 1)) + "iB";
  }

  @Override
  public String toString() {
    return text(bytes);
  }
}
