package dev.longhaul.measure;

import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;

/// What requests and traffic cost, in one currency.
///
/// @param of what these prices are of
/// @param currency its name
/// @param source per thousand requests to the source, and per GiB that leaves it
/// @param destination per thousand requests to the destination
public record Prices(String of, String currency, Source source, Destination destination) {
  /// Of the source.
  ///
  /// @param list per thousand pages of a listing
  /// @param get per thousand reads
  /// @param out per GiB that leaves it
  public record Source(double list, double get, double out) {}

  /// Of the destination.
  ///
  /// @param list per thousand pages of a listing
  /// @param put per thousand writes
  public record Destination(double list, double put) {}

  /// Reads a table; every price is named, and nothing else is.
  ///
  /// @throws IllegalArgumentException which names the line to mend
  public static Prices of(Properties table) {
    SortedSet<String> unread = new TreeSet<>(table.stringPropertyNames());
    Prices prices =
        new Prices(
            text(table, unread, "of"),
            text(table, unread, "currency"),
            new Source(
                price(table, unread, "source.list"),
                price(table, unread, "source.get"),
                price(table, unread, "source.out")),
            new Destination(
                price(table, unread, "destination.list"), price(table, unread, "destination.put")));
    if (!unread.isEmpty()) {
      throw new IllegalArgumentException("there is no price called \"" + unread.first() + "\"");
    }
    return prices;
  }

  private static String text(Properties table, SortedSet<String> unread, String name) {
    unread.remove(name);
    String text = table.getProperty(name);
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException("\"" + name + "\" is missing");
    }
    return text.strip();
  }

  private static double price(Properties table, SortedSet<String> unread, String name) {
    String text = text(table, unread, name);
    try {
      double price = Double.parseDouble(text);
      if (price >= 0 && Double.isFinite(price)) {
        return price;
      }
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(wrong(name, text), notANumber);
    }
    throw new IllegalArgumentException(wrong(name, text));
  }

  private static String wrong(String name, String text) {
    return "\"" + name + "\" is no price: \"" + text + "\"; write it like 0.0004";
  }
}
