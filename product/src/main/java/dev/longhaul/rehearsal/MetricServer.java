package dev.longhaul.rehearsal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

  private final HttpServer server;
  private final List<String> told = new CopyOnWriteArrayList<>();

  public MetricServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// The bodies of all calls so far, each byte as one character.
  public List<String> told() {
    return List.copyOf(told);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
      boolean known = exchange.getRequestURI().getPath().endsWith("/operation/PutMetricData");
      if (known) {
        told.add(new String(body, StandardCharsets.ISO_8859_1));
      }
      exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
      exchange.getResponseHeaders().set("Content-Type", "application/cbor");
      exchange.sendResponseHeaders(known ? 200 : 404, NOTHING.length);
      exchange.getResponseBody().write(NOTHING);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
