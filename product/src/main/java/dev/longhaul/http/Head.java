package dev.longhaul.http;

import dev.longhaul.object.Escaped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request without its body: all there is to tell whether the body is worth reading.
///
/// It prints without its query and its headers, where callers put secrets (H79).
///
/// @param method in upper case
/// @param path decoded, begins with a slash
/// @param query parameters by name, each with its values in their order
/// @param headers by lower-case name; what came several times is joined by `, `
/// @param certificate whom the caller's certificate names, `null` when none was asked for
public record Head(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    @Nullable String certificate) {
  public Head {
    query = Map.copyOf(query);
    Map<String, String> lower = new LinkedHashMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    headers = Map.copyOf(lower);
  }

  /// The value of a header, whatever the case of its name.
  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  /// The first value of a parameter of the query.
  public @Nullable String parameter(String name) {
    List<String> values = query.get(name);
    return values == null || values.isEmpty() ? null : values.getFirst();
  }

  @Override
  public String toString() {
    return method + " " + Escaped.text(path);
  }
}
