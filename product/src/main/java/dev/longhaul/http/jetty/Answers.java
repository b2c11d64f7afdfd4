package dev.longhaul.http.jetty;

import dev.longhaul.http.Answer;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Writes answers, with the headers that keep browsers and caches careful.
final class Answers {
  /// A page gets everything from here, is shown in no frame and runs no script of its own text.
  private static final String CONTENT_POLICY =
      "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src"
          + " 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private static final Map<String, String> USUAL = usual();

  private Answers() {}

  private static Map<String, String> usual() {
    Map<String, String> usual = new LinkedHashMap<>();
    usual.put("Cache-Control", "no-store");
    usual.put("Content-Security-Policy", CONTENT_POLICY);
    usual.put("Cross-Origin-Resource-Policy", "same-origin");
    usual.put("Referrer-Policy", "no-referrer");
    usual.put("X-Content-Type-Options", "nosniff");
    usual.put("X-Frame-Options", "DENY");
    return usual;
  }

  static void write(Answer answer, Response response, Callback callback) {
    response.setStatus(answer.status());
    USUAL.forEach(response.getHeaders()::put);
    answer.headers().forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
  }
}
