package dev.longhaul.measure;

/// How much there is to copy.
///
/// @param objects number of objects
/// @param bytes of all of them together
public record Amount(long objects, long bytes) {
  public Amount {
    if (objects < 1 || bytes < 0) {
      throw new IllegalArgumentException(
          "an amount has objects and no negative size: %d, %d".formatted(objects, bytes));
    }
  }
}
