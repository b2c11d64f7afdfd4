package dev.longhaul.http.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.http.Answer;
import dev.longhaul.http.Endpoint;
import dev.longhaul.http.ListenException;
import dev.longhaul.http.ListenerSettings;
import dev.longhaul.http.ListenerSettings.Limits;
import dev.longhaul.http.TokenGuard;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What callers get, good ones and bad ones.
@Timeout(300)
final class HttpListenerTest {
  private static final Limits SHORT =
      new Limits(16, 2, 2048, Duration.ofSeconds(2), Duration.ofSeconds(2));
  private static final Limits TWO_AT_ONCE =
      new Limits(16, 2, 2048, Limits.USUAL.idle(), Limits.USUAL.request());
  private static final ListenerSettings ANYWHERE =
      ListenerSettings.plain("console.listen", "127.0.0.1", 0);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final AtomicInteger handled = new AtomicInteger();
  private HttpListener listener = HttpListener.open(ANYWHERE, endpoints(), faults::add);

  private List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/page", Endpoint.OPEN, _ -> Answer.html(200, "<p>hello")),
        Endpoint.get("/api/", Endpoint.OPEN, request -> Answer.json(200, request.head().path())),
        Endpoint.get("/api/deep/", Endpoint.OPEN, _ -> Answer.json(200, "deep")),
        Endpoint.get(
            "/query",
            Endpoint.OPEN,
            request -> Answer.text(200, "got " + request.head().parameter("key"))),
        Endpoint.post(
            "/echo",
            10,
            new TokenGuard("t"),
            request -> {
              handled.incrementAndGet();
              return Answer.of(200, "application/octet-stream", request.body());
            }),
        Endpoint.post(
            "/broken",
            10,
            Endpoint.OPEN,
            _ -> {
              throw new IllegalStateException("secret trouble");
            }));
  }

  private void reopen(Limits limits, Endpoint... others) {
    listener.close();
    listener = HttpListener.open(ANYWHERE.within(limits), List.of(others), faults::add);
  }

  @AfterEach
  void stop() {
    listener.close();
    client.close();
  }

  @Test
  void answersWhatTheEndpointSays() throws Exception {
    assertThat(send(post("/echo", "0123456789").header("Authorization", "Bearer t")).body())
        .isEqualTo("0123456789");
    assertThat(send(get("/query?key=a%2Fb+c%00")).body()).isEqualTo("got a/b c\0\n");
    assertThat(send(get("/api/x%20y")).body()).isEqualTo("/api/x y");
    assertThat(send(get("/api/deep/er")).body()).isEqualTo("deep");
  }

  @Test
  void answersHeadLikeGetWithoutTheBody() throws Exception {
    HttpResponse<String> answer = send(to("/page").method("HEAD", BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("content-length")).hasValue("8");
  }

  @Test
  void saysWhatIsNotThereAndWhatIsNotTaken() throws Exception {
    assertThat(send(get("/nowhere")).statusCode()).isEqualTo(404);
    assertThat(send(get("/pages")).statusCode()).isEqualTo(404);
    HttpResponse<String> wrong = send(post("/page", ""));
    assertThat(wrong.statusCode()).isEqualTo(405);
    assertThat(wrong.headers().firstValue("allow")).hasValue("GET, HEAD");
  }

  @Test
  void keepsBrowsersCarefulAndNamesNoServer() throws Exception {
    HttpResponse<String> page = send(get("/page"));

    assertThat(page.headers().firstValue("content-security-policy").orElse(""))
        .contains("default-src 'self'", "frame-ancestors 'none'");
    assertThat(page.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(page.headers().firstValue("cache-control")).hasValue("no-store");
    assertThat(page.headers().map()).doesNotContainKeys("server", "x-powered-by");
  }

  @Test
  void refusesABodyThatIsTooLongWhetherItSaysSoOrNot() throws Exception {
    HttpRequest.Builder said = post("/echo", "0123456789+").header("Authorization", "Bearer t");
    HttpRequest.Builder chunked =
        to("/echo")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[11])))
            .header("Authorization", "Bearer t");

    assertThat(send(said).statusCode()).isEqualTo(413);
    assertThat(send(chunked).statusCode()).isEqualTo(413);
    assertThat(handled).hasValue(0);
  }

  @Test
  void refusesAHeadThatIsTooLong() throws Exception {
    assertThat(send(get("/page").header("X", "x".repeat(20_000))).statusCode()).isEqualTo(431);
  }

  @Test
  void refusesWithoutReadingTheBody() throws Exception {
    try (Socket socket = connect()) {
      write(socket, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n");
      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);

      assertThat(answer).startsWith("HTTP/1.1 401 ");
    }
    assertThat(handled).hasValue(0);
  }

  @Test
  void tellsCallersNothingOfWhatBroke() throws Exception {
    HttpResponse<String> answer = send(post("/broken", "x"));

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("secret", "Exception", "\tat ");
    assertThat(faults)
        .containsExactly(
            "POST /broken was answered 500: java.lang.IllegalStateException: secret trouble");
  }

  @Test
  void answersWhatIsNoRequestBriefly() throws Exception {
    for (String wrong :
        List.of(
            "POST \u0001\r\n\r\n",
            "GET /query?key=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            "GET /api/..%2fpage HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) {
      try (Socket socket = connect()) {
        write(socket, wrong);
        String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);

        assertThat(answer)
            .startsWith("HTTP/1.1 400 ")
            .doesNotContain("jetty", "Exception", "Server", "zz");
      }
    }
  }

  @Test
  void dropsWhoSendsAHeadByteByByte() throws Exception {
    reopen(SHORT, endpoints().toArray(Endpoint[]::new));
    try (Socket socket = connect()) {
      assertThatThrownBy(() -> trickle(socket, "GET /page HTTP/1.1\r\nX: "))
          .isInstanceOf(SocketException.class);
    }
  }

  @Test
  void dropsWhoSendsABodyByteByByte() throws Exception {
    reopen(SHORT, Endpoint.post("/slow", 1 << 20, Endpoint.OPEN, _ -> Answer.text(200, "taken")));
    try (Socket socket = connect()) {
      String head = "POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\n\r\n";
      assertThatThrownBy(() -> trickle(socket, head)).isInstanceOf(SocketException.class);
    }
  }

  /// Writes without an end, far more often than any idle timeout asks for.
  private static void trickle(Socket socket, String beginning) throws Exception {
    write(socket, beginning);
    for (int number = 0; number < 3000; number++) {
      write(socket, "x");
      Thread.sleep(10);
    }
  }

  /// Says that a request has come, and answers it when it may.
  private static Endpoint waiting(CountDownLatch begun, CountDownLatch go) {
    return Endpoint.post(
        "/wait",
        10,
        Endpoint.OPEN,
        _ -> {
          begun.countDown();
          await(go);
          return Answer.text(200, "done");
        });
  }

  @Test
  void aHandlerMayTakeLongerThanACaller() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    reopen(SHORT, waiting(begun, go));
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(post("/wait", "x").build(), BodyHandlers.ofString());
    await(begun);

    // Several sweeps pass, each of which would have closed a caller who was waited for.
    Thread.sleep(SHORT.request().multipliedBy(2));
    go.countDown();

    assertThat(answer.get().body()).isEqualTo("done\n");
  }

  @Test
  void refusesWhatExceedsTheRequestsAtOnce() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(2);
    reopen(TWO_AT_ONCE, waiting(begun, go));
    List<CompletableFuture<HttpResponse<String>>> first =
        List.of(
            client.sendAsync(post("/wait", "x").build(), BodyHandlers.ofString()),
            client.sendAsync(post("/wait", "x").build(), BodyHandlers.ofString()));
    await(begun);

    HttpResponse<String> third = send(post("/wait", "x"));
    go.countDown();

    assertThat(third.statusCode()).isEqualTo(503);
    assertThat(third.headers().firstValue("retry-after")).hasValue("1");
    for (CompletableFuture<HttpResponse<String>> each : first) {
      assertThat(each.get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  @Hazard(11)
  void answersAllOfMoreCallersThanItHasConnections() {
    reopen(
        new Limits(4, 2, 2048, Duration.ofSeconds(20), Duration.ofSeconds(20)),
        Endpoint.post("/event", 10, Endpoint.OPEN, _ -> Answer.text(200, "taken")));
    List<CompletableFuture<Integer>> answers =
        Stream.generate(
                () -> client.sendAsync(post("/event", "x").build(), BodyHandlers.discarding()))
            .limit(300)
            .map(answer -> answer.thenApply(HttpResponse::statusCode))
            .toList();

    assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(200));
  }

  @Test
  void answersWhatIsUnderWayBeforeItClosesAlsoInAnInterruptedThread() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    reopen(Limits.USUAL, waiting(begun, go));
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(post("/wait", "x").build(), BodyHandlers.ofString());
    await(begun);
    CompletableFuture<Boolean> closed =
        CompletableFuture.supplyAsync(() -> {
          Thread.currentThread().interrupt();
          listener.close();
          return Thread.interrupted();
        });
    go.countDown();

    assertThat(answer.get().body()).isEqualTo("done\n");
    assertThat(closed.get()).isTrue();
  }

  /// Connections that come while a server stops are where Jetty and the JDK forget some.
  @Test
  void leavesNoCallerWaitingForEver() {
    for (int round = 0; round < 20; round++) {
      reopen(Limits.USUAL, endpoints().toArray(Endpoint[]::new));
      List<CompletableFuture<Boolean>> answers =
          Stream.generate(() -> client.sendAsync(get("/page").build(), BodyHandlers.discarding()))
              .limit(4)
              .map(answer -> answer.handle((_, _) -> true))
              .toList();
      listener.close();

      answers.forEach(CompletableFuture::join);
    }
  }

  @Test
  void namesTheSettingWhenTheAddressIsTaken() {
    ListenerSettings same = ListenerSettings.plain("webhooks.listen", "127.0.0.1", listener.port());

    assertThatThrownBy(() -> HttpListener.open(same, List.of(), faults::add))
        .isInstanceOf(ListenException.class)
        .hasMessage(
            "webhooks.listen: cannot listen on 127.0.0.1:%d: something else listens there already,"
                + " maybe another longhaul; stop it, or change webhooks.listen",
            listener.port())
        .matches(refused -> ((ListenException) refused).isTaken(), "may do another time");
  }

  @Test
  void namesTheSettingWhenTheAddressIsNobodys() {
    for (String host : List.of("192.0.2.1", "no.such.host.invalid")) {
      assertThatThrownBy(() ->
              HttpListener.open(
                  ListenerSettings.plain("console.listen", host, 0), List.of(), faults::add))
          .isInstanceOf(ListenException.class)
          .hasMessageStartingWith("console.listen: cannot listen on " + host + ":0: ")
          .hasMessageNotContaining("Exception");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listener.port() + path));
  }

  private HttpRequest.Builder get(String path) {
    return to(path).GET();
  }

  private HttpRequest.Builder post(String path, String body) {
    return to(path).POST(BodyPublishers.ofString(body));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), listener.port());
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }
}
