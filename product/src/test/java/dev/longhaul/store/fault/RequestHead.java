package dev.longhaul.store.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a request begins with, as it came.
///
/// @param line the first one: method, target and version
/// @param headers by lower-case name, one byte per character
public record RequestHead(String line, SortedMap<String, String> headers) {
  public RequestHead {
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
  }

  /// Reads the next request of a connection up to its body; `null` when the client hung up.
  public static @Nullable RequestHead read(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    SortedMap<String, String> headers = new TreeMap<>();
    for (String next = line(in); !next.isEmpty(); next = line(in)) {
      int colon = next.indexOf(':');
      headers.put(
          next.substring(0, colon).toLowerCase(Locale.ROOT), next.substring(colon + 1).strip());
    }
    return new RequestHead(first, headers);
  }

  /// How many bytes of body follow.
  public int length() {
    return Integer.parseInt(headers.getOrDefault("content-length", "0"));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
