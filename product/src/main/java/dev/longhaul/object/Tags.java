package dev.longhaul.object;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// An object's tags, case-sensitive and in a fixed order (H45).
public record Tags(SortedMap<String, String> values) {
  /// No tags.
  public static final Tags NONE = new Tags(new TreeMap<>());

  public Tags {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /// Whether names and values are made of characters that a header never has to encode.
  public boolean arePlain() {
    return values.entrySet().stream()
        .allMatch(tag -> isPlain(tag.getKey()) && isPlain(tag.getValue()));
  }

  private static boolean isPlain(String text) {
    return text.chars()
        .allMatch(c ->
            (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "-._~".indexOf(c) >= 0);
  }
}
