package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.cli.ExitCode;
import dev.longhaul.demo.SharedServers.Bucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// `longhaul run` as a process of its own, to be watched, told and killed.
final class RunProcess {
  private final Process process;
  private final Path log;

  private RunProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// Starts it; what it writes goes into a file beside its configuration.
  ///
  /// @param before words that the command is put behind
  static RunProcess start(Path configuration, String... before) throws IOException {
    Path log = Files.createTempFile(configuration.toAbsolutePath().getParent(), "run-", ".log");
    List<String> words = new ArrayList<>(List.of(before));
    words.addAll(Longhaul.java());
    words.addAll(List.of("run", "--config", configuration.toString()));
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new RunProcess(process, log);
  }

  /// A bucket as a configuration tells of it.
  ///
  /// @param folder for its credentials
  static String store(Path folder, Bucket bucket) {
    DemoSide side = DemoSide.in(folder, bucket.access(), bucket.name());
    return """
        bucket: %s
        endpoint: %s
        region: %s
        addressing: path
        credentials: file:%s
    """
        .formatted(
            bucket.name(),
            bucket.access().endpoint(),
            bucket.access().region(),
            side.credentials());
  }

  /// All that it wrote so far.
  String log() throws IOException {
    return Files.readString(log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Waits until something has become true, whether the process still runs or not.
  void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Patience.LONGEST.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("it never came to that:\n%s", log()).isLessThan(end);
      LockSupport.parkNanos(50_000_000);
    }
  }

  /// Waits until it has ended so, by itself or since it was told to.
  void assertEnds(ExitCode how) throws Exception {
    assertThat(process.waitFor(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS)).as(log()).isTrue();
    assertThat(process.exitValue()).as(log()).isEqualTo(how.number());
  }

  /// Sends it a signal.
  void signal(String name) throws Exception {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()));
    assertThat(kill.inheritIO().start().waitFor()).isZero();
  }

  /// Ends it as a power cut does.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
