package dev.longhaul.store.fault;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Operation;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One request as it arrived, body and all.
///
/// @param path percent-encoded, with the bucket in front
/// @param query decoded; a name without a value has an empty one
/// @param headers by lower-case name, one byte per character
@SuppressWarnings("ArrayRecordComponent")
public record Asked(
    String method,
    String path,
    SortedMap<String, String> query,
    SortedMap<String, String> headers,
    byte[] body) {
  public Asked {
    query = Collections.unmodifiableSortedMap(new TreeMap<>(query));
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
  }

  /// Reads the next request of a connection; `null` when the client hung up.
  static @Nullable Asked read(InputStream in) throws IOException {
    RequestHead head = RequestHead.read(in);
    if (head == null) {
      return null;
    }
    int length = head.length();
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the client hung up within a body");
    }
    String[] words = head.line().split(" ", -1);
    int question = words[1].indexOf('?');
    String path = question < 0 ? words[1] : words[1].substring(0, question);
    String parameters = question < 0 ? "" : words[1].substring(question + 1);
    return new Asked(words[0], path, query(parameters), head.headers(), body);
  }

  private static SortedMap<String, String> query(String text) {
    SortedMap<String, String> query = new TreeMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (!name.isEmpty()) {
        query.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    return new String(Percent.decoded(text), StandardCharsets.UTF_8);
  }

  String bucket() {
    int slash = path.indexOf('/', 1);
    return slash < 0 ? path.substring(1) : path.substring(1, slash);
  }

  /// Whether it is about an object and not about the bucket.
  public boolean isObject() {
    int slash = path.indexOf('/', 1);
    return slash >= 0 && slash + 1 < path.length();
  }

  /// The object it is about.
  public ObjectKey key() {
    return ObjectKey.ofBytes(Percent.decoded(path.substring(path.indexOf('/', 1) + 1)));
  }

  public boolean has(String name) {
    return query.containsKey(name);
  }

  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /// What kind of call it is.
  public Operation operation() {
    return isObject() ? ofObject() : ofBucket();
  }

  private Operation ofBucket() {
    if (method.equals("HEAD")) {
      return Operation.HEAD_BUCKET;
    }
    if (has("notification")) {
      return method.equals("GET") ? Operation.GET_NOTIFICATIONS : Operation.PUT_NOTIFICATIONS;
    }
    return has("uploads") ? Operation.LIST_UPLOADS : Operation.LIST;
  }

  private Operation ofObject() {
    if (has("tagging")) {
      return method.equals("GET") ? Operation.GET_TAGS : Operation.PUT_TAGS;
    }
    boolean copies = headers.containsKey("x-amz-copy-source");
    return switch (method) {
      case "HEAD" -> Operation.HEAD;
      case "GET" -> has("uploadId") ? Operation.LIST_PARTS : Operation.GET;
      case "DELETE" -> has("uploadId") ? Operation.ABORT_UPLOAD : Operation.DELETE;
      case "POST" -> has("uploads") ? Operation.CREATE_UPLOAD : Operation.COMPLETE_UPLOAD;
      default -> has("uploadId") ? part(copies) : copies ? Operation.COPY : Operation.PUT;
    };
  }

  private static Operation part(boolean copies) {
    return copies ? Operation.COPY_PART : Operation.UPLOAD_PART;
  }

  /// The same request to a store that does not see this header.
  Asked withoutHeader(String name) {
    SortedMap<String, String> fewer = new TreeMap<>(headers);
    fewer.remove(name);
    return new Asked(method, path, query, fewer, body);
  }

  /// The same request to a store that does not see this parameter.
  Asked withoutQuery(String name) {
    SortedMap<String, String> fewer = new TreeMap<>(query);
    fewer.remove(name);
    return new Asked(method, path, fewer, headers, body);
  }

  @Override
  public String toString() {
    return method + " " + path + (query.isEmpty() ? "" : "?" + query);
  }
}
