package dev.longhaul.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a caller is told. Whatever the listener adds to every answer, such as headers that keep
/// browsers careful, gives way to a header set here.
public final class Answer {
  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  private Answer(int status, Map<String, String> headers, byte[] body) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("no status of an answer: " + status);
    }
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.body = body;
  }

  /// Bytes of this media type; they are not copied, and nobody changes them from here on.
  public static Answer of(int status, String mediaType, byte[] body) {
    return new Answer(status, Map.of("Content-Type", mediaType), body);
  }

  /// A line for people; a line feed is added.
  public static Answer text(int status, String line) {
    return of(status, "text/plain; charset=utf-8", bytes(line + "\n"));
  }

  public static Answer json(int status, String json) {
    return of(status, "application/json", bytes(json));
  }

  public static Answer html(int status, String page) {
    return of(status, "text/html; charset=utf-8", bytes(page));
  }

  /// A refusal that says when to try again: in whole seconds, at least one.
  public static Answer later(int status, String line, Duration retryAfter) {
    long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
    return text(status, line).with("Retry-After", Long.toString(seconds));
  }

  /// The same answer with one header set.
  public Answer with(String name, String value) {
    if (!isToken(name) || !value.chars().allMatch(c -> c >= 0x20 && c < 0x7F)) {
      throw new IllegalArgumentException("a header " + name + " cannot carry this value");
    }
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body);
  }

  private static boolean isToken(String name) {
    return name.matches("[A-Za-z0-9-]+");
  }

  public int status() {
    return status;
  }

  public Map<String, String> headers() {
    return headers;
  }

  /// The bytes themselves: not to be changed.
  public byte[] body() {
    return body;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return status + ", " + body.length + " bytes";
  }
}
