package dev.longhaul.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One run of a client: the command line a user would type, in a process of its own.
final class ClientRun {
  private static final Pattern TIMES = Pattern.compile("(\\d+)m([0-9.]+)s");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final int POLL_MILLIS = 20;
  private final Client client;
  private final TlsKeys keys;

  ClientRun(Client client, TlsKeys keys) {
    this.client = client;
    this.keys = keys;
  }

  /// Runs what goes before, and then the client, measured.
  Measurement measure(Workload workload) throws IOException, InterruptedException {
    try (RunFolder folder = RunFolder.make();
        SyntheticPair pair = SyntheticPair.start(workload, keys)) {
      Task task =
          new Task(
              workload,
              pair.sourceUrl(),
              pair.destinationUrl(),
              folder.path(),
              workload.isEncrypted() ? keys.certificate() : null);
      List<String> preparation = client.preparation(task);
      if (!preparation.isEmpty()) {
        expectSuccess(start(preparation, task).waitFor());
      }
      pair.reset();

      Path times = folder.path().resolve("times");
      List<String> timed =
          new ArrayList<>(
              List.of("bash", "-c", "\"$@\"; end=$?; times >\"$0\"; exit $end", times.toString()));
      timed.addAll(client.command(task));
      Instant start = Instant.now();
      long begun = System.nanoTime();
      Process process = start(timed, task);
      long peak = watch(process);
      double wall = (System.nanoTime() - begun) / 1e9;
      expectSuccess(process.exitValue());
      double cpu = cpuOfChildren(Files.readString(times));
      Measurement run =
          new Measurement(
              workload,
              wall,
              firstAfter(start, pair.arrivals()),
              cpu,
              peak,
              pair.sourceCounts(),
              pair.destinationCounts());
      if (!run.flaw().isEmpty()) {
        throw new IOException(client.name() + ": " + run.flaw());
      }
      return run;
    }
  }

  private static double firstAfter(Instant start, long[] arrivals) {
    OptionalLong first = Arrays.stream(arrivals).filter(micros -> micros > 0).min();
    long begun = ChronoUnit.MICROS.between(Instant.EPOCH, start);
    return first.isEmpty() ? Double.NaN : (first.getAsLong() - begun) / 1e6;
  }

  private Process start(List<String> command, Task task) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Map<String, String> environment = builder.environment();
    environment.putAll(client.environment(task));
    return builder.start();
  }

  private void expectSuccess(int exitCode) throws IOException {
    if (exitCode != 0) {
      throw new IOException(client.name() + " ended with exit code " + exitCode);
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
