package dev.longhaul.bench.server;

import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// A bucket: made-up objects `data/000000000` and so on, and those that were really written.
final class Bucket {
  private static final String START = "data/";
  private static final int DIGITS = 9;

  /// What the made-up objects are.
  ///
  /// @param objects how many there are
  /// @param size bytes of each
  /// @param partSize bytes of each part, 0 for objects written in one
  record Stock(long objects, long size, long partSize) {}

  private volatile Stock stock;
  private final Pattern pattern;
  private final long modifiedMillis;
  private final NavigableMap<Name, Thing> written = new ConcurrentSkipListMap<>();
  private final Arrivals arrivals = new Arrivals();

  Bucket(Stock stock, Pattern pattern, long modifiedMillis) {
    this.stock = stock;
    this.pattern = pattern;
    this.modifiedMillis = modifiedMillis;
  }

  Stock stock() {
    return stock;
  }

  /// Has this many made-up objects from now on.
  void grow(long objects) {
    stock = new Stock(objects, stock.size, stock.partSize);
  }

  Arrivals arrivals() {
    return arrivals;
  }

  long modifiedMillis() {
    return modifiedMillis;
  }

  NavigableMap<Name, Thing> written() {
    return written;
  }

  @Nullable Thing find(Name name) {
    Thing thing = written.get(name);
    if (thing != null) {
      return thing;
    }
    long number = numberOf(name.text());
    return number >= 0 && number < stock.objects ? made(number) : null;
  }

  /// The made-up object of this number.
  Thing made(long number) {
    String etag = etag(number);
    int place = Pattern.placeOf(number);
    return new Thing(stock.size, etag, modifiedMillis, Map.of(), null, place, stock.partSize);
  }

  String etag(long number) {
    return pattern.etag(number, stock.size, stock.partSize);
  }

  /// The number in a made-up key, whether this bucket has it or not; -1 for any other key.
  static long numberOf(String key) {
    if (key.length() != START.length() + DIGITS || !key.startsWith(START)) {
      return -1;
    }
    long number = 0;
    for (int index = START.length(); index < key.length(); index++) {
      int digit = key.charAt(index) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  static String keyOf(long number) {
    String digits = Long.toString(number);
    return START + "0".repeat(DIGITS - digits.length()) + digits;
  }

  /// The first number whose key is after this one, or not before it.
  long firstAfter(String key, boolean inclusive) {
    long low = 0;
    long high = stock.objects;
    Name wanted = Name.of(key);
    while (low < high) {
      long middle = (low + high) >>> 1;
      int order = Name.of(keyOf(middle)).compareTo(wanted);
      if (order < 0 || (order == 0 && !inclusive)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
