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
}
