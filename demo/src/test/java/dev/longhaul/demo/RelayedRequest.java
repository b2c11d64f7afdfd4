package dev.longhaul.demo;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/// The head of a request that went through a [RelayProxy].
///
/// @param path percent-encoded, with the bucket
/// @param query without the question mark, maybe empty
/// @param headers by lower-case names
record RelayedRequest(String method, String path, String query, SortedMap<String, String> headers) {

  boolean isListing() {
    return method.equals("GET") && has("list-type");
  }

  /// A GET of an object or of one of its parts or versions.
  boolean isGet() {
    boolean ofObject = query.isEmpty() || has("partNumber") || has("versionId");
    return method.equals("GET") && ofObject && !has("tagging");
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  /// A PUT that makes an object, not a part or tags.
  boolean isPut() {
    return method.equals("PUT") && query.isEmpty();
  }

  boolean isUploadPart() {
    return method.equals("PUT") && has("partNumber");
  }

  boolean isCreateUpload() {
    return method.equals("POST") && has("uploads");
  }

  boolean isComplete() {
    return method.equals("POST") && has("uploadId");
  }

  boolean isDelete() {
    return method.equals("DELETE") && query.isEmpty();
  }

  /// Whether the request is about a key that the probe made up to learn about the store.
  boolean isProbe() {
    return path.contains(".longhaul-probe");
  }

  /// Whether the request is about an object of those who use the bucket.
  boolean isOfAnObject() {
    return path.indexOf('/', 1) > 0 && !isProbe();
  }

  /// The key it is about; empty when it is about the bucket.
  String key() {
    int slash = path.indexOf('/', 1);
    // What is encoded in a path knows no plus for a space.
    return slash < 0
        ? ""
        : URLDecoder.decode(path.substring(slash + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /// Whether the query has this parameter, with a value or without.
  boolean has(String parameter) {
    List<String> pairs = Arrays.asList(query.split("&", -1));
    return pairs.stream()
        .anyMatch(pair -> pair.equals(parameter) || pair.startsWith(parameter + "="));
  }

  @Override
  public String toString() {
    return method + " " + path + (query.isEmpty() ? "" : "?" + query);
  }
}
