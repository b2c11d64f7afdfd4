package dev.longhaul.rehearsal;

import com.sun.net.httpserver.HttpExchange;
import dev.longhaul.hint.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A service of AWS on this machine that speaks the protocol "AWS JSON": the operation in a header,
/// its input and output as JSON. Others carry the operations out.
public final class JsonService implements AutoCloseable {
  private static final int MAX_BODY = 8 * 1024 * 1024;

  private final LoopbackServer server;
  private final Operations operations;
  private final Map<String, Queue<Refused>> next = new ConcurrentHashMap<>();
  private final Map<String, Queue<Refused>> after = new ConcurrentHashMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();

  /// What a service answers when it does not do what it was asked.
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;

    public Refused(int status, String code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }
  }

  /// What a service can do.
  @FunctionalInterface
  public interface Operations {
    /// Does what was asked and says the answer as JSON.
    String call(String operation, Json input) throws IOException;
  }

  public JsonService(Operations operations) {
    this.operations = operations;
    server = new LoopbackServer(this::answer);
  }

  public URI endpoint() {
    return server.endpoint();
  }

  /// Refuses the next call of an operation.
  public void refuse(String operation, Refused answer) {
    next.computeIfAbsent(operation, _ -> new ConcurrentLinkedQueue<>()).add(answer);
  }

  /// Does the next call of an operation, and then answers as if it had failed.
  public void lose(String operation, Refused answer) {
    after.computeIfAbsent(operation, _ -> new ConcurrentLinkedQueue<>()).add(answer);
  }

  /// The operations that were asked for, in order.
  public List<String> calls() {
    return List.copyOf(calls);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String operation = target == null ? "" : target.substring(target.indexOf('.') + 1);
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
    calls.add(operation);
    try {
      throwNext(next.get(operation));
      Json input = Json.parse(new String(body, StandardCharsets.UTF_8), MAX_BODY);
      String output = operations.call(operation, input);
      throwNext(after.get(operation));
      send(exchange, 200, output);
    } catch (Refused refused) {
      String error =
          "{\"__type\":\"com.amazonaws#%s\",\"message\":\"%s\"}"
              .formatted(refused.code, refused.getMessage());
      send(exchange, refused.status, error);
    }
  }

  private static void throwNext(@Nullable Queue<Refused> waiting) {
    Refused refused = waiting == null ? null : waiting.poll();
    if (refused != null) {
      throw refused;
    }
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    LoopbackServer.answer(exchange, status, "application/x-amz-json-1.1", body);
  }

  @Override
  public void close() {
    server.close();
  }
}
