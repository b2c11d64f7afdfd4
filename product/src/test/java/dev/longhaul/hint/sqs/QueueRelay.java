package dev.longhaul.hint.sqs;

import com.sun.net.httpserver.HttpExchange;
import dev.longhaul.rehearsal.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// Stands before a queue server, passes calls on and answers some of them itself, as told.
final class QueueRelay implements AutoCloseable {
  private static final String TARGET = "X-Amz-Target";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final LoopbackServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI behind;
  private final Map<String, Queue<Answer>> next = new ConcurrentHashMap<>();
  private final Map<String, Answer> always = new ConcurrentHashMap<>();
  private final Set<String> held = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<String> calls = new ArrayList<>();

  /// What to answer instead of asking the server.
  record Answer(int status, String json) {
    static Answer ok(String json) {
      return new Answer(200, json);
    }

    static Answer error(int status, String code, String message) {
      return new Answer(
          status,
          "{\"__type\":\"com.amazonaws.sqs#%s\",\"message\":\"%s\"}".formatted(code, message));
    }
  }

  QueueRelay(URI behind) {
    this.behind = behind;
    this.server = new LoopbackServer(this::relay);
  }

  URI endpoint() {
    return server.endpoint().resolve("/");
  }

  /// Answers the next call of this name by itself.
  void next(String call, Answer answer) {
    next.computeIfAbsent(call, _ -> new ConcurrentLinkedQueue<>()).add(answer);
  }

  /// Answers all calls of this name by itself.
  void always(String call, Answer answer) {
    always.put(call, answer);
  }

  void pass(String call) {
    always.remove(call);
  }

  /// Never answers calls of this name.
  void hold(String call) {
    held.add(call);
  }

  synchronized long count(String call) {
    return calls.stream().filter(call::equals).count();
  }

  /// Returns once there were so many calls of this name.
  synchronized void awaitCount(String call, int least) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (count(call) < least) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError("waited for " + least + " of " + call + "; calls: " + calls);
        }
        wait(left);
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private synchronized void counted(String call) {
    calls.add(call);
    notifyAll();
  }

  private void relay(HttpExchange exchange) throws IOException {
    String target = String.valueOf(exchange.getRequestHeaders().getFirst(TARGET));
    String call = target.substring(target.indexOf('.') + 1);
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (held.contains(call)) {
      counted(call);
      awaitClose();
      return;
    }
    Answer answer = answer(call);
    if (answer == null) {
      answer = passedOn(exchange, body);
    }
    counted(call);
    byte[] bytes = answer.json().getBytes(StandardCharsets.UTF_8);
    LoopbackServer.answer(exchange, answer.status(), "application/x-amz-json-1.0", bytes);
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable Answer answer(String call) {
    Queue<Answer> waiting = next.get(call);
    Answer first = waiting == null ? null : waiting.poll();
    return first == null ? always.get(call) : first;
  }

  private Answer passedOn(HttpExchange exchange, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    for (String name : List.of(TARGET, "Content-Type", "Authorization", "X-Amz-Date")) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (InterruptedException interrupted) {
      throw new IOException(interrupted);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.close();
    client.shutdownNow();
  }
}
