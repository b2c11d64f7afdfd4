package dev.longhaul.object;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What travels with an object besides its bytes and tags, in canonical form (H41, H44).
///
/// @param user user metadata: lower-case names without `x-amz-meta-`, values as decoded Unicode
/// @param headers the system-defined headers
public record Metadata(SortedMap<String, String> user, SystemHeaders headers) {
  /// No user metadata, default headers.
  public static final Metadata NONE = new Metadata(new TreeMap<>(), SystemHeaders.NONE);

  public Metadata {
    TreeMap<String, String> copy = new TreeMap<>();
    for (Map.Entry<String, String> entry : user.entrySet()) {
      copy.put(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue());
    }
    user = Collections.unmodifiableSortedMap(copy);
  }
}
