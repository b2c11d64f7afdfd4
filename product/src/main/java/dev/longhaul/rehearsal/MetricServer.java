package dev.longhaul.rehearsal;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// CloudWatch on this machine: takes whatever it is told, and remembers it. It speaks the protocol
/// "RPC v2 CBOR", in which the names and values of a metric stand as they are.
public final class MetricServer implements AutoCloseable {
  private static final int MAX_BODY = 1024 * 1024;

  /// An empty answer in CBOR.
  private static final byte[] NOTHING = {(byte) 0xA0};

  private final LoopbackServer server;
  private final List<String> told = new CopyOnWriteArrayList<>();

  public MetricServer() {
    server = new LoopbackServer(this::answer);
  }

  public URI endpoint() {
    return server.endpoint();
  }

  /// The bodies of all calls so far, each byte as one character.
  public List<String> told() {
    return List.copyOf(told);
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
    boolean known = exchange.getRequestURI().getPath().endsWith("/operation/PutMetricData");
    if (known) {
      told.add(new String(body, StandardCharsets.ISO_8859_1));
    }
    exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
    LoopbackServer.answer(exchange, known ? 200 : 404, "application/cbor", NOTHING);
  }

  @Override
  public void close() {
    server.close();
  }
}
