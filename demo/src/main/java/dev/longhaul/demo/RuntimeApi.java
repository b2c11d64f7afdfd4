package dev.longhaul.demo;

import com.sun.net.httpserver.HttpExchange;
import dev.longhaul.rehearsal.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The side of Lambda that a runtime asks for events and tells its answers, on this machine.
final class RuntimeApi implements AutoCloseable {
  private static final String PATH = "/2018-06-01/runtime/";
  private static final int MAX_BODY = 8 * 1024 * 1024;

  private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
  private final Map<String, Invocation> running = new ConcurrentHashMap<>();
  private final CompletableFuture<Answer> ready = new CompletableFuture<>();
  private final CompletableFuture<Answer> broken = new CompletableFuture<>();
  private final LoopbackServer server = new LoopbackServer(this::serve);

  /// What a function made of an event.
  record Answer(boolean failed, String text) {}

  private record Invocation(String id, String event, CompletableFuture<Answer> answer) {}

  /// As the environment of a runtime names it.
  String address() {
    return server.endpoint().getAuthority();
  }

  /// Invokes the function and waits for its answer.
  Answer invoke(String event) {
    return first(begin(event));
  }

  /// Invokes the function as soon as it has nothing else to do.
  CompletableFuture<Answer> begin(String event) {
    String id = "request-" + System.nanoTime();
    Invocation invocation = new Invocation(id, event, new CompletableFuture<>());
    waiting.add(invocation);
    return invocation.answer;
  }

  /// Waits until the function has been made and asks for its first event. Here Lambda takes the
  /// snapshot of a function with SnapStart.
  Answer awaitReady() {
    return first(ready);
  }

  private Answer first(CompletableFuture<Answer> wanted) {
    try {
      return (Answer)
          CompletableFuture.anyOf(wanted, broken)
              .get(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException silent) {
      throw new IllegalStateException("the function did not answer", silent);
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(told);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(PATH.length());
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
    String text = new String(body, StandardCharsets.UTF_8);
    if (path.equals("invocation/next")) {
      ready.complete(new Answer(false, ""));
      next(exchange);
      return;
    }
    if (path.startsWith("init/")) {
      broken.complete(new Answer(true, text));
    } else {
      Invocation ended = running.remove(path.split("/", -1)[1]);
      if (ended != null) {
        ended.answer.complete(new Answer(path.endsWith("error"), text));
      }
    }
    send(exchange, 202, "{\"status\":\"OK\"}");
  }

  private void next(HttpExchange exchange) throws IOException {
    try {
      Invocation invocation = waiting.take();
      running.put(invocation.id, invocation);
      exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", invocation.id);
      long deadline = Instant.now().plus(Duration.ofMinutes(5)).toEpochMilli();
      exchange.getResponseHeaders().set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline));
      exchange
          .getResponseHeaders()
          .set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:1:function:f");
      send(exchange, 200, invocation.event);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /// Without a content type the runtime's client dies.
  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    LoopbackServer.answer(exchange, status, "application/json", body);
  }

  @Override
  public void close() {
    server.close();
  }
}
