package dev.longhaul.bench.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is sent back.
final class Answer {
  final int status;
  final Map<String, String> headers = new LinkedHashMap<>();

  /// Bytes of the body, `null` for a stretch of the pattern.
  @Nullable ByteBuffer body = ByteBuffer.allocate(0);

  /// Where in the pattern the body begins, and its length.
  long from;

  long length;

  private Answer(int status) {
    this.status = status;
  }

  static Answer of(int status) {
    return new Answer(status);
  }

  static Answer xml(String xml) {
    return xml(xml.getBytes(StandardCharsets.UTF_8), 200);
  }

  static Answer xml(byte[] xml, int status) {
    Answer answer = new Answer(status).with("Content-Type", "application/xml");
    answer.body = ByteBuffer.wrap(xml);
    answer.length = xml.length;
    return answer;
  }

  static Answer error(int status, String code) {
    String xml = "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>" + code;
    return xml((xml + "</Message></Error>").getBytes(StandardCharsets.UTF_8), status);
  }

  Answer with(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /// With this many bytes of the pattern as its body.
  Answer withPattern(long patternFrom, long bytes) {
    body = null;
    from = patternFrom;
    length = bytes;
    return this;
  }

  Answer withBytes(ByteBuffer bytes) {
    body = bytes;
    length = bytes.remaining();
    return this;
  }

  String reason() {
    return status == 200 ? "OK" : status == 206 ? "Partial Content" : "Status " + status;
  }
}
