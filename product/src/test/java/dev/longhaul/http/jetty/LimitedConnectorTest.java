package dev.longhaul.http.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.http.Answer;
import dev.longhaul.http.Endpoint;
import dev.longhaul.http.ListenerSettings;
import dev.longhaul.http.ListenerSettings.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// More callers than there are connections for.
@Timeout(300)
final class LimitedConnectorTest {
  private static final int CONNECTIONS = 4;
  private static final String POST =
      "POST /event HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx";

  private final CyclicBarrier all = new CyclicBarrier(CONNECTIONS);
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  private Answer handle() {
    most.accumulateAndGet(now.incrementAndGet(), Math::max);
    try {
      all.await();
    } catch (InterruptedException | BrokenBarrierException alone) {
      throw new IllegalStateException(alone);
    }
    now.decrementAndGet();
    return Answer.text(200, "taken");
  }

  private static Socket post(int port) throws IOException {
    Socket caller = new Socket(InetAddress.getLoopbackAddress(), port);
    caller.getOutputStream().write(POST.getBytes(StandardCharsets.US_ASCII));
    return caller;
  }

  private static String answer(Socket caller) throws IOException {
    try (caller) {
      return new String(caller.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  @Hazard(11)
  void servesAsManyAtOnceAsThereAreConnectionsAndAllInTheEnd() throws IOException {
    ListenerSettings settings =
        ListenerSettings.plain("console.listen", "127.0.0.1", 0)
            .within(
                new Limits(CONNECTIONS, 100, 2048, Duration.ofSeconds(30), Duration.ofSeconds(30)));
    List<String> faults = new ArrayList<>();
    List<Endpoint> hook = List.of(Endpoint.post("/event", 10, Endpoint.OPEN, _ -> handle()));
    try (HttpListener listener = HttpListener.open(settings, hook, faults::add)) {
      List<Socket> callers = new ArrayList<>();
      for (int caller = 0; caller < 10 * CONNECTIONS; caller++) {
        callers.add(post(listener.port()));
      }
      assertThat(callers)
          .allSatisfy(caller -> assertThat(answer(caller)).startsWith("HTTP/1.1 200"));
    }
    assertThat(most).hasValue(CONNECTIONS);
    assertThat(faults).isEmpty();
  }
}
