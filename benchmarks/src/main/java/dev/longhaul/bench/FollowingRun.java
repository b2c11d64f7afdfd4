package dev.longhaul.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `longhaul run` in a process of its own, which follows the synthetic source by events.
final class FollowingRun implements AutoCloseable {
  /// The source as the server is told it: empty at first, then of objects of 10 KiB.
  static final String SOURCE = "0,source,source,0,10240,0,2026-01-01T00:00:00Z";

  /// The sink.
  static final String SINK = "0,sink,sink,0,10240,0,2026-01-02T00:00:00Z";

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final double TICKS_PER_SECOND = 100;
  private static final int USER_TIME = 11;
  private static final int START_SECONDS = 60;
  private static final int END_SECONDS = 60;
  private static final int POLL_MILLIS = 50;
  private final Process process;
  private final Path log;
  private final int port;

  private FollowingRun(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /// Starts it, over the state that is in the folder.
  static FollowingRun start(Path home, Path folder, SyntheticPair pair) throws IOException {
    int port = freePort();
    Path configuration = folder.resolve("longhaul.yaml");
    Files.writeString(configuration, text(pair, port));
    Path log = folder.resolve("run.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                home.resolve("longhaul").toString(), "run", "--config", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(LonghaulClient.credentials());
    return new FollowingRun(builder.start(), log, port);
  }

  private static String text(SyntheticPair pair, int port) {
    return """
    state: state
    stores:
      from:
        bucket: source
        endpoint: %s
        region: us-east-1
        credentials: env:SOURCE
        addressing: path
        kind: aws
      to:
        bucket: sink
        endpoint: %s
        region: us-east-1
        credentials: env:SINK
        addressing: path
        kind: aws
    routes:
      bench:
        source: from
        destination: to
    intakes:
      events:
        path: /hooks/bench
        stores: [from]
        listen: 127.0.0.1:%d
    console:
      listen: none
    """
        .formatted(pair.sourceUrl(), pair.destinationUrl(), port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  URI hook() {
    return URI.create("http://127.0.0.1:" + port + "/hooks/bench");
  }

  /// Seconds of CPU so far, user and system; the launcher becomes the process, so it counts too.
  double cpuSeconds() throws IOException {
    String stat = Files.readString(proc("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
    return ticks / TICKS_PER_SECOND;
  }

  long residentMib() throws IOException {
    return memory(RESIDENT);
  }

  long peakMib() throws IOException {
    return memory(PEAK);
  }

  private long memory(Pattern which) throws IOException {
    Matcher matcher = which.matcher(Files.readString(proc("status")));
    return matcher.find() ? Long.parseLong(matcher.group(1)) / 1024 : 0;
  }

  private Path proc(String file) {
    return Path.of("/proc/" + process.pid() + "/" + file);
  }

  /// Waits until it takes events, has found both sides equal, that is empty, and is left with
  /// events alone.
  void awaitFirstAudit(EventSource source) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!log().contains("bench: audit (listing)") || !source.isTaken()) {
      awaitMore(end);
    }
  }

  /// Waits until the sink has got this many new objects since its counts began.
  void awaitCopies(SyntheticPair pair, long copies, int seconds)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (pair.destinationCounts().getOrDefault("first bodies", 0L) < copies) {
      if (System.nanoTime() > end) {
        throw new IOException(
            copies + " were to be copied, but: " + pair.destinationCounts() + "\n" + log());
      }
      awaitMore(end);
    }
  }

  private void awaitMore(long end) throws IOException, InterruptedException {
    expectAlive();
    if (System.nanoTime() > end) {
      throw new IOException("longhaul run did not come so far:\n" + log());
    }
    TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
  }

  /// Fails if it has ended.
  void expectAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IOException("longhaul run has ended:\n" + Files.readString(log));
    }
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /// Asks it to end, and expects that it does so well.
  void stop() throws IOException, InterruptedException {
    process.toHandle().destroy();
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("longhaul run did not end well:\n" + log());
    }
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
