package dev.longhaul.console;

/// How fast a route was lately, a second.
///
/// @param hints hints that came in
/// @param proved works on keys that ended with a proof
/// @param bytes bytes carried
public record Rates(double hints, double proved, double bytes) {
  public static final Rates NONE = new Rates(0, 0, 0);

  /// To a thousandth, which is what a person can use.
  Rates rounded() {
    return new Rates(rounded(hints), rounded(proved), rounded(bytes));
  }

  private static double rounded(double rate) {
    return Math.round(rate * 1000) / 1000.0;
  }
}
