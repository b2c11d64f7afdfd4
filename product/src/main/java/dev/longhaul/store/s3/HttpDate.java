package dev.longhaul.store.s3;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// Reads the dates of headers and of XML; both mostly come in one fixed shape.
final class HttpDate {
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private HttpDate() {}

  /// The time of a header such as Last-Modified, `null` for what is no date.
  static @Nullable Instant ofHeader(@Nullable String header) {
    if (header == null) {
      return null;
    }
    Instant usual = usual(header);
    if (usual != null) {
      return usual;
    }
    try {
      return ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException noDate) {
      return null;
    }
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`.
  private static @Nullable Instant usual(String text) {
    if (text.length() != 29 || !text.endsWith(" GMT")) {
      return null;
    }
    int month = MONTHS.indexOf(text.substring(8, 11));
    int day = digits(text, 5, 2);
    int year = digits(text, 12, 4);
    int hour = digits(text, 17, 2);
    int minute = digits(text, 20, 2);
    int second = digits(text, 23, 2);
    if (month < 0 || month % 3 != 0 || (day | year | hour | minute | second) < 0) {
      return null;
    }
    return instant(new int[] {year, month / 3 + 1, day, hour, minute, second});
  }

  private static @Nullable Instant instant(int[] fields) {
    if (fields[3] > 23 || fields[4] > 59 || fields[5] > 59) {
      return null;
    }
    try {
      long days = LocalDate.of(fields[0], fields[1], fields[2]).toEpochDay();
      return Instant.ofEpochSecond(days * 86_400 + fields[3] * 3600L + fields[4] * 60L + fields[5]);
    } catch (DateTimeException noDate) {
      return null;
    }
  }

  private static int digits(String text, int from, int count) {
    int value = 0;
    for (int index = from; index < from + count; index++) {
      int digit = text.charAt(index) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /// The time of an XML element such as LastModified, `null` for what is no date.
  static @Nullable Instant ofXml(String text) {
    try {
      return OffsetDateTime.parse(text.strip()).toInstant();
    } catch (DateTimeException noDate) {
      return null;
    }
  }
}
