package dev.longhaul.bench.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The head of a request, parsed.
///
/// @param bucket empty for requests about the server itself
/// @param key empty for requests about a bucket
/// @param headers by lower-case name
record Request(
    String method,
    String bucket,
    String key,
    Map<String, String> query,
    Map<String, String> headers) {

  static Request parse(String head) {
    String[] lines = head.split("\r\n", -1);
    String[] first = lines[0].split(" ", -1);
    Map<String, String> headers = new HashMap<>();
    for (int index = 1; index < lines.length; index++) {
      int colon = lines[index].indexOf(':');
      if (colon > 0) {
        headers.put(
            lines[index].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[index].substring(colon + 1).strip());
      }
    }
    int mark = first[1].indexOf('?');
    String path = mark < 0 ? first[1] : first[1].substring(0, mark);
    int slash = path.indexOf('/', 1);
    String bucket = slash < 0 ? path.substring(1) : path.substring(1, slash);
    String key = slash < 0 ? "" : decode(path.substring(slash + 1).replace("+", "%2B"));
    return new Request(
        first[0], bucket, key, query(mark < 0 ? "" : first[1].substring(mark + 1)), headers);
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new HashMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      query.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
    }
    return query;
  }

  static String decode(String text) {
    return text.indexOf('%') < 0 && text.indexOf('+') < 0
        ? text
        : URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Nullable String header(String name) {
    return headers.get(name);
  }

  boolean asks(String parameter) {
    return query.containsKey(parameter);
  }

  String parameter(String name, String otherwise) {
    return query.getOrDefault(name, otherwise);
  }

  long length() {
    String length = headers.get("content-length");
    return length == null ? 0 : Long.parseLong(length);
  }

  /// What kind of request it is, as requests are billed and counted.
  String kind() {
    if (key.isEmpty()) {
      boolean list = method.equals("GET") && !asks("uploads");
      return method.equals("HEAD") ? "HEAD_BUCKET" : list ? "LIST" : method + "_BUCKET";
    }
    if (asks("uploads")) {
      return "CREATE_UPLOAD";
    }
    if (asks("uploadId")) {
      return switch (method) {
        case "PUT" -> headers.containsKey("x-amz-copy-source") ? "COPY_PART" : "UPLOAD_PART";
        case "POST" -> "COMPLETE_UPLOAD";
        case "DELETE" -> "ABORT_UPLOAD";
        default -> "LIST_PARTS";
      };
    }
    String suffix = asks("tagging") ? "_TAGS" : "";
    return headers.containsKey("x-amz-copy-source") ? "COPY" : method + suffix;
  }
}
