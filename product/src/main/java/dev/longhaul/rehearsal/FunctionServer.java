package dev.longhaul.rehearsal;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lambda on this machine, as far as functions are invoked as events: it takes each at once, and
/// says nothing of what becomes of it.
public final class FunctionServer implements AutoCloseable {
  private static final Pattern PATH =
      Pattern.compile("/2015-03-31/functions/([A-Za-z0-9_-]+)/invocations");

  private final LoopbackServer server;
  private final Set<String> functions = ConcurrentHashMap.newKeySet();

  private final Consumer<Invocation> taker;
  private final List<Invocation> invocations = new CopyOnWriteArrayList<>();

  /// A function and what it is invoked with.
  public record Invocation(String function, String payload) {}

  /// @param taker gets every invocation, and lets nobody wait
  public FunctionServer(Consumer<Invocation> taker, String... names) {
    this.taker = taker;
    functions.addAll(Set.of(names));
    server = new LoopbackServer(this::answer);
  }

  public URI endpoint() {
    return server.endpoint();
  }

  /// All so far, in the order in which they came.
  public List<Invocation> invocations() {
    return List.copyOf(invocations);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String payload = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
    boolean event = "Event".equals(exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type"));
    if (!path.matches() || !event || !exchange.getRequestMethod().equals("POST")) {
      refuse(exchange, 400, "InvalidParameterValueException");
    } else if (!functions.contains(path.group(1))) {
      refuse(exchange, 404, "ResourceNotFoundException");
    } else {
      Invocation invocation = new Invocation(path.group(1), payload);
      invocations.add(invocation);
      taker.accept(invocation);
      exchange.sendResponseHeaders(202, -1);
    }
  }

  private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
    byte[] body = "{\"Type\":\"User\",\"Message\":\"no\"}".getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("X-Amzn-ErrorType", code);
    LoopbackServer.answer(exchange, status, "application/json", body);
  }

  @Override
  public void close() {
    server.close();
  }
}
