package dev.longhaul.hint.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Fuzz;
import dev.longhaul.Hazard;
import dev.longhaul.hint.ListenerInMemory;
import dev.longhaul.hint.Messages;
import dev.longhaul.hint.RunningIntake;
import dev.longhaul.hint.SinkInMemory;
import dev.longhaul.http.jetty.HttpListener;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Requests that are damaged anywhere, from the request line to the last byte of the event: the
/// webhook answers or hangs up, takes no key that was not posted, and goes on serving others.
@Hazard({78, 80})
@Timeout(300)
final class WebhookFuzzTest {
  private static final int MUTANTS = 400;
  private static final int PATIENCE_MILLIS = 300_000;
  private static final List<String> PIECES =
      List.of(
          "POST /hooks/x HTTP/1.1\r\n",
          "Content-Length: 99999999999\r\n",
          "Content-Length: 5\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Expect: 100-continue\r\n",
          "Authorization: Bearer t\r\n",
          "Host: a\r\nHost: b\r\n",
          "Connection: close\r\n",
          "\r\n\r\n",
          "/../",
          "%00",
          "{\"Records\":[",
          "[[[[[[[[",
          "\\ud800");

  private final SinkInMemory sink = new SinkInMemory();
  private final ListenerInMemory told = new ListenerInMemory();

  @Test
  void damagedRequestsHarmNobodyElse() throws Exception {
    WebhookIntake intake = WebhookIntakeTest.intake();
    try (HttpListener http = WebhookIntakeTest.listen(0, intake);
        RunningIntake running = new RunningIntake(intake, sink, told)) {
      told.await("working", words -> words.contains("working"));
      new Fuzz(78, List.of(request(Messages.created("good"))), PIECES)
          .each(MUTANTS, mutant -> send(http.port(), mutant));

      assertThat(send(http.port(), request(Messages.created("last")))).contains("200");
      assertThat(running.stop()).isTrue();
    }
    assertThat(sink.keys()).contains("last");
  }

  private static byte[] request(String event) {
    byte[] body = event.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST /hooks/x HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer t\r\n"
            + "Content-Type: application/json\r\nConnection: close\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    return (head + event).getBytes(StandardCharsets.UTF_8);
  }

  /// The first line of the answer; empty when there is none. Nothing more is sent afterwards, so no
  /// request may be waited for.
  private static String send(int port, byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      return answer.lines().findFirst().orElse("");
    } catch (java.net.SocketException hungUp) {
      return "";
    }
  }
}
