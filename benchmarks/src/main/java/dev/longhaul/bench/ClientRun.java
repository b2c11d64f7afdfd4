package dev.longhaul.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One run of the client: the command line a user would type, in a process of its own.
final class ClientRun {
  private static final Pattern TIMES = Pattern.compile("(\\d+)m([0-9.]+)s");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final int POLL_MILLIS = 20;
  private final Path home;
  private final List<String> options;

  /// @param home the clone with the launcher
  /// @param options further options of `sync`
  ClientRun(Path home, List<String> options) {
    this.home = home;
    this.options = List.copyOf(options);
  }

  List<String> command(String sourceUrl, String destinationUrl, Path state) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("longhaul").toString());
    command.addAll(List.of("sync", "s3://source", "s3://sink"));
    command.addAll(side("--source-", sourceUrl, "env:SOURCE"));
    command.addAll(side("--dest-", destinationUrl, "env:SINK"));
    command.addAll(List.of("--state", state.toString(), "--quiet"));
    command.addAll(options);
    return command;
  }

  private static List<String> side(String start, String url, String credentials) {
    return List.of(
        start + "endpoint",
        url,
        start + "region",
        "us-east-1",
        start + "addressing",
        "path",
        start + "kind",
        "aws",
        start + "credentials",
        credentials);
  }

  /// Runs once so that what the stores do is known, as it is on any day but the first, and then
  /// once more, measured.
  Measurement measure(Workload workload) throws IOException, InterruptedException {
    Path state = Files.createTempDirectory("longhaul-bench");
    try (SyntheticPair pair = SyntheticPair.start(workload)) {
      List<String> command = command(pair.sourceUrl(), pair.destinationUrl(), state);
      List<String> nothing = new ArrayList<>(command);
      nothing.addAll(List.of("--exclude", "**"));
      expectSuccess(start(nothing).waitFor());
      pair.reset();

      Path times = state.resolve("times");
      List<String> timed =
          new ArrayList<>(
              List.of("bash", "-c", "\"$@\"; end=$?; times >\"$0\"; exit $end", times.toString()));
      timed.addAll(command);
      long begun = System.nanoTime();
      Process client = start(timed);
      long peak = watch(client);
      double wall = (System.nanoTime() - begun) / 1e9;
      expectSuccess(client.exitValue());
      double cpu = cpuOfChildren(Files.readString(times));
      return new Measurement(
          workload, wall, cpu, peak, pair.sourceCounts(), pair.destinationCounts());
    }
  }

  private static Process start(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    giveCredentials(builder);
    return builder.start();
  }

  /// What `env:SOURCE` and `env:SINK` mean.
  static void giveCredentials(ProcessBuilder builder) {
    builder.environment().put("SOURCE_ACCESS_KEY_ID", "source");
    builder.environment().put("SOURCE_SECRET_ACCESS_KEY", "source-secret");
    builder.environment().put("SINK_ACCESS_KEY_ID", "sink");
    builder.environment().put("SINK_SECRET_ACCESS_KEY", "sink-secret");
  }

  private static void expectSuccess(int exitCode) throws IOException {
    if (exitCode != 0) {
      throw new IOException("the client ended with exit code " + exitCode);
    }
  }

  /// The largest resident set of any process below this one until it ends.
  private static long watch(Process client) throws InterruptedException {
    long peak = 0;
    while (!client.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      for (ProcessHandle child : client.descendants().toList()) {
        peak = Math.max(peak, peakOf(child.pid()));
      }
    }
    return peak;
  }

  private static long peakOf(long pid) {
    try {
      Matcher matcher = PEAK.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
      return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    } catch (IOException ended) {
      return 0;
    }
  }

  /// The second line of what `times` says: user and system time of all children that ended.
  private static double cpuOfChildren(String times) {
    Matcher matcher = TIMES.matcher(times.lines().toList().get(1));
    double seconds = 0;
    while (matcher.find()) {
      seconds += 60 * Long.parseLong(matcher.group(1)) + Double.parseDouble(matcher.group(2));
    }
    return seconds;
  }
}
