package dev.longhaul.demo;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// First line and headers of an HTTP/1.1 request or answer, kept as they came.
///
/// @param lines Latin-1, so that each character is one byte of the wire
record MessageHead(List<String> lines) {

  static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  /// What a throttling store answers.
  static final String BUSY = "<Error><Code>SlowDown</Code><Message>Slow down</Message></Error>";

  private static final int LONGEST_LINE = 1 << 16;

  /// Reads up to the empty line; null when the connection ended before.
  static @Nullable MessageHead read(InputStream input) throws IOException {
    List<String> lines = new ArrayList<>();
    String line = line(input);
    while (line != null && !line.isEmpty()) {
      lines.add(line);
      line = line(input);
    }
    return lines.isEmpty() ? null : new MessageHead(List.copyOf(lines));
  }

  private static @Nullable String line(InputStream input) throws IOException {
    var line = new ByteArrayOutputStream();
    int next = input.read();
    while (next >= 0 && next != '\n') {
      line.write(next);
      if (line.size() > LONGEST_LINE) {
        throw new IOException("A header is longer than a server would take.");
      }
      next = input.read();
    }
    if (next < 0 && line.size() == 0) {
      return null;
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  RelayedRequest request() {
    String[] words = lines.getFirst().split(" ", -1);
    int question = words[1].indexOf('?');
    String path = question < 0 ? words[1] : words[1].substring(0, question);
    String query = question < 0 ? "" : words[1].substring(question + 1);
    return new RelayedRequest(words[0], path, query, headers());
  }

  private SortedMap<String, String> headers() {
    SortedMap<String, String> headers = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private String header(String name) {
    return headers().getOrDefault(name, "");
  }

  boolean expectsContinue() {
    return header("expect").equalsIgnoreCase("100-continue");
  }

  boolean closes() {
    return header("connection").equalsIgnoreCase("close");
  }

  byte[] bytesWithoutExpect() {
    return lines.stream()
        .filter(line -> !line.regionMatches(true, 0, "expect:", 0, 7))
        .collect(Collectors.joining("\r\n", "", "\r\n\r\n"))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  void copyRequestBody(InputStream from, OutputStream to) throws IOException {
    if (header("transfer-encoding").equalsIgnoreCase("chunked")) {
      copyChunks(from, to);
    } else if (!header("content-length").isEmpty()) {
      copy(from, to, Long.parseLong(header("content-length")));
    }
  }

  /// An answer with this text, or with its length where a HEAD asked.
  static byte[] busy(String method) {
    String head =
        "HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n\r\n"
            .formatted(BUSY.length());
    return (method.equals("HEAD") ? head : head + BUSY).getBytes(StandardCharsets.ISO_8859_1);
  }

  /// Of an answer.
  int status() {
    return Integer.parseInt(lines.getFirst().split(" ", -1)[1]);
  }

  void copyAnswerBody(String method, InputStream from, OutputStream to) throws IOException {
    int status = status();
    if (method.equals("HEAD") || status == 204 || status == 304) {
      return;
    }
    copyRequestBody(from, to);
  }

  private static void copyChunks(InputStream from, OutputStream to) throws IOException {
    long size;
    do {
      String line = line(from);
      if (line == null) {
        throw new EOFException("The body ended within its chunks.");
      }
      to.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      size = Long.parseLong(line.split(";", -1)[0].strip(), 16);
      // Each chunk, also the last, empty one, ends with an empty line.
      copy(from, to, size + 2);
    } while (size > 0);
  }

  private static void copy(InputStream from, OutputStream to, long count) throws IOException {
    var buffer = new byte[1 << 16];
    long left = count;
    while (left > 0) {
      int read = from.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new EOFException("The body ended " + left + " bytes early.");
      }
      to.write(buffer, 0, read);
      left -= read;
    }
  }
}
