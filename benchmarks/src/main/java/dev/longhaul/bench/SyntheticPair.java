package dev.longhaul.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A source and a sink, running in one process of their own.
final class SyntheticPair implements AutoCloseable {
  private static final Pattern COUNT = Pattern.compile("\"([^\"]+)\":(\\d+)");
  private final Process process;
  private final String sourceUrl;
  private final String destinationUrl;
  private final @Nullable TlsKeys keys;

  private SyntheticPair(
      Process process, String sourceUrl, String destinationUrl, @Nullable TlsKeys keys) {
    this.process = process;
    this.sourceUrl = sourceUrl;
    this.destinationUrl = destinationUrl;
    this.keys = keys;
  }

  static SyntheticPair start(Workload workload, TlsKeys keys) throws IOException {
    return start(workload.source(), workload.destination(), workload.isEncrypted() ? keys : null);
  }

  /// @param source the endpoint that is copied from, as the server is told it
  static SyntheticPair start(String source, String destination) throws IOException {
    return start(source, destination, null);
  }

  private static SyntheticPair start(String source, String destination, @Nullable TlsKeys keys)
      throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-Xmx1g",
                    "-XX:+UseSerialGC",
                    "-Dbench.keys=" + (keys == null ? "" : keys.keys()),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.longhaul.bench.server.SyntheticServer",
                    source,
                    destination))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    // A bench that is ended in the middle leaves no server behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    BufferedReader said = process.inputReader();
    String start = (keys == null ? "http" : "https") + "://127.0.0.1:";
    String sourceUrl = start + said.readLine();
    String destinationUrl = start + said.readLine();
    said.readLine();
    return new SyntheticPair(process, sourceUrl, destinationUrl, keys);
  }

  String sourceUrl() {
    return sourceUrl;
  }

  String destinationUrl() {
    return destinationUrl;
  }

  SortedMap<String, Long> sourceCounts() throws IOException, InterruptedException {
    return counts(sourceUrl());
  }

  SortedMap<String, Long> destinationCounts() throws IOException, InterruptedException {
    return counts(destinationUrl());
  }

  /// Counts from zero again.
  void reset() throws IOException, InterruptedException {
    get(sourceUrl() + "/_reset");
    get(destinationUrl() + "/_reset");
  }

  /// Lets the source have this many objects from now on.
  void grow(long objects) throws IOException, InterruptedException {
    get(sourceUrl() + "/_grow/" + objects);
  }

  /// Has the sink answer nothing that the client asks, until it is released.
  void hold() throws IOException, InterruptedException {
    get(destinationUrl() + "/_hold");
  }

  void release() throws IOException, InterruptedException {
    get(destinationUrl() + "/_release");
  }

  /// When the sink first had each object, in microseconds since 1970, by its number; 0 for never.
  long[] arrivals() throws IOException, InterruptedException {
    return get(destinationUrl() + "/_arrivals").lines().mapToLong(Long::parseLong).toArray();
  }

  private SortedMap<String, Long> counts(String url) throws IOException, InterruptedException {
    SortedMap<String, Long> counts = new TreeMap<>();
    Matcher matcher = COUNT.matcher(get(url + "/_stats"));
    while (matcher.find()) {
      counts.put(matcher.group(1), Long.parseLong(matcher.group(2)));
    }
    return counts;
  }

  private String get(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    HttpClient.Builder builder = HttpClient.newBuilder();
    if (keys != null) {
      builder.sslContext(keys.trusting());
    }
    try (HttpClient client = builder.build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
