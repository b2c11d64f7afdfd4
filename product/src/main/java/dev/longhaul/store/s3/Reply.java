package dev.longhaul.store.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/// An answer whose body may still be on its way. Header values hold one byte per character.
final class Reply {
  /// What is worth reading on to keep a connection.
  private static final int WORTH_DRAINING = 32 * 1024;

  private final ClassicHttpResponse response;
  private final ReceivedBody body;
  private final boolean complete;

  /// @param complete whether the request had been sent to its end
  Reply(ClassicHttpResponse response, Watchdog.Exchange exchange, boolean complete)
      throws IOException {
    this.response = response;
    this.complete = complete;
    HttpEntity entity = response.getEntity();
    this.body =
        entity == null
            ? new ReceivedBody(InputStream.nullInputStream(), 0, exchange)
            : new ReceivedBody(entity.getContent(), entity.getContentLength(), exchange);
  }

  int status() {
    return response.getCode();
  }

  /// The first header with this name in any case, `null` for none.
  @Nullable String header(String name) {
    Header header = response.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  Iterator<Header> headers() {
    return response.headerIterator();
  }

  /// The bytes the body holds, or -1 when the store did not say.
  long length() {
    return body.announced();
  }

  ReceivedBody body() {
    return body;
  }

  /// Reads the body, but no more than one byte over a limit.
  byte[] readAtMost(int limit) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] chunk = new byte[Math.min(limit + 1, 8192)];
    while (bytes.size() <= limit) {
      int read = body.read(chunk, 0, Math.min(chunk.length, limit + 1 - bytes.size()));
      if (read < 0) {
        break;
      }
      bytes.write(chunk, 0, read);
    }
    return bytes.toByteArray();
  }

  /// Reads what little may be left; whether the connection can carry another request.
  boolean finish() throws IOException {
    if (!complete || closes()) {
      return false;
    }
    return body.isAtEnd() || (body.mayEndWithin(WORTH_DRAINING) && body.drain(WORTH_DRAINING));
  }

  private boolean closes() {
    String connection = header("connection");
    if (connection != null) {
      return connection.equalsIgnoreCase("close");
    }
    return response.getVersion() != null && response.getVersion().lessEquals(HttpVersion.HTTP_1_0);
  }
}
