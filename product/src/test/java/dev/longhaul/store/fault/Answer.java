package dev.longhaul.store.fault;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One answer and how it travels.
///
/// @param bodyless an answer to HEAD: its length is announced, its body is not sent
@SuppressWarnings("ArrayRecordComponent")
public record Answer(
    int status, List<Header> headers, byte[] body, boolean bodyless, Delivery delivery) {
  public Answer {
    headers = List.copyOf(headers);
  }

  /// A header line.
  public record Header(String name, String value) {}

  static Answer of(int status, byte[] body) {
    return new Answer(status, List.of(), body, false, new Delivery.Whole());
  }

  static Answer empty(int status) {
    return of(status, new byte[0]);
  }

  static Answer xml(String document) {
    return of(200, document.getBytes(StandardCharsets.UTF_8))
        .with("Content-Type", "application/xml");
  }

  /// An S3 error.
  static Answer error(int status, String code) {
    return error(status, code, "Said so");
  }

  static Answer error(int status, String code, String message) {
    String document =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>"
            + code
            + "</Code><Message>"
            + message
            + "</Message></Error>";
    return of(status, document.getBytes(StandardCharsets.UTF_8))
        .with("Content-Type", "application/xml");
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Nullable String header(String name) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return header.value();
      }
    }
    return null;
  }

  /// The same with one header set.
  Answer with(String name, String value) {
    List<Header> more = new ArrayList<>(without(name).headers);
    more.add(new Header(name, value));
    return new Answer(status, more, body, bodyless, delivery);
  }

  Answer without(String name) {
    List<Header> fewer =
        headers.stream().filter(header -> !header.name().equalsIgnoreCase(name)).toList();
    return new Answer(status, fewer, body, bodyless, delivery);
  }

  /// The same with another body, of whatever length.
  Answer with(byte[] other) {
    return new Answer(status, headers, other, bodyless, delivery);
  }

  Answer withText(UnaryOperator<String> change) {
    return with(change.apply(text()).getBytes(StandardCharsets.UTF_8));
  }

  Answer with(Delivery other) {
    return new Answer(status, headers, body, bodyless, other);
  }

  Answer withoutBody() {
    return new Answer(status, headers, body, true, delivery);
  }

  /// The head as it goes over the wire.
  ///
  /// @param framing the lines that say how long the body is
  byte[] head(String framing) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\n");
    headers.forEach(header -> head.append(header.name() + ": " + header.value() + "\r\n"));
    return (head + framing + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }
}
