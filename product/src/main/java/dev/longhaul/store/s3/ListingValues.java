package dev.longhaul.store.s3;

import dev.longhaul.object.ETag;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;

/// Reads the values of listing entries from the bytes of a page, each in its usual form.
final class ListingValues {
  private static final byte[] STANDARD = "STANDARD".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] QUOTE = "&quot;".getBytes(StandardCharsets.ISO_8859_1);

  private final byte[] page;
  private byte[] lastClass = STANDARD;
  private String lastClassName = "STANDARD";
  private long lastDay = Long.MIN_VALUE;
  private long lastDayMillis;

  ListingValues(byte[] page) {
    this.page = page;
  }

  /// A number of at most 18 digits.
  long number(int from, int to) throws ListingScanner.Unfamiliar {
    if (to - from < 1 || to - from > 18) {
      throw new ListingScanner.Unfamiliar();
    }
    return digits(from, to - from);
  }

  /// `2026-11-24T01:02:03.004Z`, with any number of decimals, as milliseconds since 1970.
  long millis(int from, int to) throws ListingScanner.Unfamiliar {
    int end = to - 1;
    boolean usual =
        to - from >= 20
            && page[from + 4] == '-'
            && page[from + 7] == '-'
            && page[from + 10] == 'T'
            && page[from + 13] == ':'
            && page[from + 16] == ':'
            && page[end] == 'Z'
            && (page[from + 19] == '.' || from + 19 == end)
            && to - from <= 30;
    if (!usual) {
      throw new ListingScanner.Unfamiliar();
    }
    long hour = digits(from + 11, 2);
    long minute = digits(from + 14, 2);
    long second = digits(from + 17, 2);
    if (hour > 23 || minute > 59 || second > 59 || from + 20 == end) {
      throw new ListingScanner.Unfamiliar();
    }
    long millis = (hour * 3600 + minute * 60 + second) * 1000;
    return dayMillis(from) + millis + decimals(from + 20, end);
  }

  /// Decimals of a second in whole milliseconds.
  private long decimals(int from, int to) throws ListingScanner.Unfamiliar {
    if (from >= to) {
      return 0;
    }
    int count = Math.min(3, to - from);
    long millis = digits(from, count);
    digits(from, to - from);
    for (; count < 3; count++) {
      millis *= 10;
    }
    return millis;
  }

  /// Most entries of a page are of the day of the one before.
  private long dayMillis(int from) throws ListingScanner.Unfamiliar {
    long year = digits(from, 4);
    long month = digits(from + 5, 2);
    long day = digits(from + 8, 2);
    long name = (year * 100 + month) * 100 + day;
    if (name != lastDay) {
      if (month < 1
          || month > 12
          || day < 1
          || day > YearMonth.of((int) year, (int) month).lengthOfMonth()) {
        throw new ListingScanner.Unfamiliar();
      }
      lastDay = name;
      lastDayMillis = LocalDate.of((int) year, (int) month, (int) day).toEpochDay() * 86_400_000L;
    }
    return lastDayMillis;
  }

  private long digits(int from, int count) throws ListingScanner.Unfamiliar {
    long value = 0;
    for (int index = from; index < from + count; index++) {
      int digit = page[index] - '0';
      if (digit < 0 || digit > 9) {
        throw new ListingScanner.Unfamiliar();
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /// An ETag in quotes, however they are written, or without.
  ETag etag(int from, int to) throws ListingScanner.Unfamiliar {
    int first = from;
    int last = to;
    if (to - from > 2 * QUOTE.length && isQuote(from) && isQuote(to - QUOTE.length)) {
      first = from + QUOTE.length;
      last = to - QUOTE.length;
    } else if (to - from > 2 && page[from] == '"' && page[to - 1] == '"') {
      first = from + 1;
      last = to - 1;
    }
    for (int index = first; index < last; index++) {
      byte b = page[index];
      if (b < 0x21 || b == 0x7F || b == '&' || b == '"') {
        ETag odd = StateHeaders.etag(new String(unescaped(from, to), StandardCharsets.UTF_8));
        return odd == null ? ListingDraft.NO_ETAG : odd;
      }
    }
    return first == last
        ? ListingDraft.NO_ETAG
        : new ETag(new String(page, first, last - first, StandardCharsets.ISO_8859_1));
  }

  private boolean isQuote(int at) {
    return Arrays.equals(page, at, at + QUOTE.length, QUOTE, 0, QUOTE.length);
  }

  /// Most entries of a page are of the class of the one before.
  String storageClass(int from, int to) throws ListingScanner.Unfamiliar {
    if (!Arrays.equals(page, from, to, lastClass, 0, lastClass.length)) {
      lastClass = Arrays.copyOfRange(page, from, to);
      lastClassName = new String(unescaped(from, to), StandardCharsets.UTF_8);
    }
    return lastClassName;
  }

  /// The text with its entities replaced.
  byte[] unescaped(int from, int to) throws ListingScanner.Unfamiliar {
    int entity = from;
    while (entity < to && page[entity] != '&') {
      entity++;
    }
    if (entity == to) {
      return Arrays.copyOfRange(page, from, to);
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream(to - from);
    for (int index = from; index < to; ) {
      if (page[index] != '&') {
        text.write(page[index++]);
        continue;
      }
      int end = index + 1;
      while (end < to && end - index < 12 && page[end] != ';') {
        end++;
      }
      if (end >= to || page[end] != ';') {
        throw new ListingScanner.Unfamiliar();
      }
      String name = new String(page, index + 1, end - index - 1, StandardCharsets.ISO_8859_1);
      text.writeBytes(Character.toString(entity(name)).getBytes(StandardCharsets.UTF_8));
      index = end + 1;
    }
    return text.toByteArray();
  }

  private static int entity(String name) throws ListingScanner.Unfamiliar {
    return switch (name) {
      case "amp" -> '&';
      case "lt" -> '<';
      case "gt" -> '>';
      case "quot" -> '"';
      case "apos" -> '\'';
      default -> reference(name);
    };
  }

  /// `#13` or `#x1F600`.
  private static int reference(String name) throws ListingScanner.Unfamiliar {
    boolean hex = name.startsWith("#x");
    String digits = name.substring(Math.min(name.length(), hex ? 2 : 1));
    boolean valid =
        name.startsWith("#")
            && !digits.isEmpty()
            && digits.length() <= 8
            && digits.chars().allMatch(c -> c < 0x80 && Character.digit(c, hex ? 16 : 10) >= 0);
    long point = valid ? Long.parseLong(digits, hex ? 16 : 10) : -1;
    if (point < 1 || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) {
      throw new ListingScanner.Unfamiliar();
    }
    return (int) point;
  }
}
