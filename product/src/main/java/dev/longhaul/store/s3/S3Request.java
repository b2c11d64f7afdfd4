package dev.longhaul.store.s3;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One request while it is put together: method, path, query, headers and body.
///
/// Header names are lower-case and appear once. Header values hold one byte per character. Not for
/// two threads at once, and for one try only.
final class S3Request {
  private static final int USUAL_HEADERS = 20;

  private final Operation operation;
  private final String method;
  private final @Nullable ObjectKey key;
  private final String path;
  private @Nullable TreeMap<String, String> query;
  private String[] names = new String[USUAL_HEADERS];
  private String[] values = new String[USUAL_HEADERS];
  private int headers;
  private @Nullable Body body;

  private S3Request(
      Operation operation, String method, @Nullable ObjectKey key, Endpoint endpoint) {
    this.operation = operation;
    this.method = method;
    this.key = key;
    this.path = key == null ? endpoint.bucketPath() : keyPath(endpoint, key);
    header("host", endpoint.hostHeader());
    header("accept-encoding", "identity");
  }

  private static String keyPath(Endpoint endpoint, ObjectKey key) {
    StringBuilder path = new StringBuilder(endpoint.keyPath().length() + key.length() + 16);
    PercentEncoding.appendPath(path.append(endpoint.keyPath()), key);
    return path.toString();
  }

  /// A request about the bucket.
  static S3Request ofBucket(Operation operation, String method, Endpoint endpoint) {
    return new S3Request(operation, method, null, endpoint);
  }

  /// A request about an object.
  static S3Request ofObject(Operation operation, String method, Endpoint endpoint, ObjectKey key) {
    return new S3Request(operation, method, key, endpoint);
  }

  /// Adds a query parameter.
  S3Request query(String name, String value) {
    StringBuilder encoded = new StringBuilder(value.length() + 16);
    PercentEncoding.appendQuery(encoded, value);
    return encodedQuery(name, encoded.toString());
  }

  /// Adds a query parameter whose value is percent-encoded already; empty for a mere flag.
  S3Request encodedQuery(String name, String encoded) {
    if (query == null) {
      query = new TreeMap<>();
    }
    query.put(name, encoded);
    return this;
  }

  /// Adds a header.
  S3Request header(String name, String value) {
    if (headers == names.length) {
      names = Arrays.copyOf(names, headers * 2);
      values = Arrays.copyOf(values, headers * 2);
    }
    names[headers] = name;
    values[headers++] = value;
    return this;
  }

  /// Adds a header unless there is no value.
  S3Request optional(String name, @Nullable String value) {
    return value == null ? this : header(name, value);
  }

  /// Sends this body.
  S3Request body(Body bytes) {
    this.body = bytes;
    return header("content-length", Long.toString(bytes.length()));
  }

  /// Sends a small document.
  S3Request document(String xml) {
    return body(Body.of(xml.getBytes(StandardCharsets.UTF_8), BodyDigest.NONE));
  }

  /// Says explicitly that a PUT or POST has no body.
  S3Request noBody() {
    return header("content-length", "0");
  }

  Operation operation() {
    return operation;
  }

  String method() {
    return method;
  }

  @Nullable ObjectKey key() {
    return key;
  }

  String path() {
    return path;
  }

  @Nullable Body body() {
    return body;
  }

  int headers() {
    return headers;
  }

  String name(int index) {
    return names[index];
  }

  String value(int index) {
    return values[index];
  }

  /// Appends the query; signatures write `name=` for a flag, requests write `name`.
  void appendQuery(StringBuilder out, boolean forSignature) {
    if (query == null) {
      return;
    }
    boolean first = true;
    for (Map.Entry<String, String> parameter : query.entrySet()) {
      if (!first) {
        out.append('&');
      }
      first = false;
      out.append(parameter.getKey());
      if (forSignature || !parameter.getValue().isEmpty()) {
        out.append('=').append(parameter.getValue());
      }
    }
  }

  /// The request line and headers, as they go over the wire.
  byte[] head() {
    return head("", "");
  }

  /// The same for a proxy that relays them.
  ///
  /// @param origin what stands before the path: scheme and host
  /// @param lines further headers, which are not signed
  byte[] head(String origin, String lines) {
    StringBuilder head = new StringBuilder(1024);
    head.append(method).append(' ').append(origin).append(path);
    if (query != null) {
      head.append('?');
      appendQuery(head, false);
    }
    head.append(" HTTP/1.1\r\n");
    for (int index = 0; index < headers; index++) {
      head.append(names[index]).append(": ").append(values[index]).append("\r\n");
    }
    return head.append(lines).append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
