package dev.longhaul.config;

/// A share of a whole as people write it: `10%`, `0.5%`.
///
/// @param percent from 0 to 100
public record Percentage(double percent) {
  public static final Percentage ALL = new Percentage(100);

  public Percentage {
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException(
          "a percentage is between 0% and 100%, not " + percent + "%");
    }
  }

  /// The share that this text means; the percent sign is required.
  public static Percentage parse(String text) {
    if (text.matches("[0-9]{1,3}(\\.[0-9]{1,6})?%")) {
      return new Percentage(Double.parseDouble(text.substring(0, text.length() - 1)));
    }
    throw new IllegalArgumentException("not a percentage: \"" + text + "\"; write 10%");
  }

  @Override
  public String toString() {
    return percent == Math.rint(percent) ? (long) percent + "%" : percent + "%";
  }
}
