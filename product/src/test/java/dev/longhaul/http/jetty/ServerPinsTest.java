package dev.longhaul.http.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.http.Answer;
import dev.longhaul.http.Endpoint;
import dev.longhaul.http.ListenerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is relied on in Jetty: a request that could be read in two ways, by a proxy before it and
/// by itself, is read in none.
@Hazard(78)
@Timeout(300)
final class ServerPinsTest {
  private final Queue<String> handled = new ConcurrentLinkedQueue<>();
  private final HttpListener listener =
      HttpListener.open(
          ListenerSettings.plain("console.listen", "127.0.0.1", 0),
          List.of(
              Endpoint.post(
                  "/hooks/x",
                  100,
                  Endpoint.OPEN,
                  request -> {
                    handled.add(new String(request.body(), ISO_8859_1));
                    return Answer.text(200, "taken");
                  })),
          _ -> {});

  @AfterEach
  void close() {
    listener.close();
  }

  private String answer(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static String post(String headers, String body) {
    return "POST /hooks/x HTTP/1.1\r\nHost: here\r\nConnection: close\r\n"
        + headers
        + "\r\n"
        + body;
  }

  @Test
  void aPlainRequestIsHandled() throws IOException {
    assertThat(answer(post("Content-Length: 5\r\n", "hello"))).startsWith("HTTP/1.1 200");
    assertThat(answer(post("Transfer-Encoding: chunked\r\n", "2\r\nhi\r\n0\r\n\r\n")))
        .startsWith("HTTP/1.1 200");
    assertThat(handled).containsExactly("hello", "hi");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nContent-Length: 2\r\n",
        "Content-Length: 5, 2\r\n",
        "Content-Length: +5\r\n",
        "Content-Length: -5\r\n",
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Content-Length : 5\r\n",
        "Content-Length: 5\r\nHost: there\r\n",
        "Content-Length: 5\r\nA: b\r\n folded\r\n",
        "Content-Length: 5\r\nA: \u0000\r\n",
        "Content-Length: 5\r\nA: b\rc\r\n"
      })
  void aRequestThatCanBeReadInTwoWaysIsRefused(String headers) throws IOException {
    assertThat(answer(post(headers, "hello"))).startsWith("HTTP/1.1 400").doesNotContain("jetty");
    assertThat(handled).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/hooks/%2e%2e/x", "/hooks/..;/x", "/hooks//x", "/hooks%2Fx"})
  void aPathThatOnlyLooksLikeTheHookIsNone(String path) throws IOException {
    String request = post("Content-Length: 5\r\n", "hello").replace("/hooks/x", path);

    assertThat(answer(request)).containsPattern("^HTTP/1.1 40[0-9]");
    assertThat(handled).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "CONNECT", "OPTIONS", "post", "GET"})
  void noOtherMethodReachesTheHook(String method) throws IOException {
    String request = post("Content-Length: 5\r\n", "hello").replaceFirst("POST", method);

    assertThat(answer(request)).containsPattern("^HTTP/1.1 (40[0-9]|501)").doesNotContain("hello");
    assertThat(handled).isEmpty();
  }
}
