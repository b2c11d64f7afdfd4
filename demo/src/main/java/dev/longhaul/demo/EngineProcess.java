package dev.longhaul.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A command of Longhaul in a process of its own, so that it can be killed.
final class EngineProcess implements AutoCloseable {
  private static final int LOG_TAIL = 4_000;

  private final Process process;
  private final Path log;

  private EngineProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// Starts `longhaul run`.
  ///
  /// @param folder for all that it writes; `run.log` there says how it fares
  /// @param options more options for its Java
  static EngineProcess start(Path configuration, Path folder, String... options) {
    List<String> words = List.of("run", "--config", configuration.toString());
    return start("run", words, Map.of(), folder, options);
  }

  /// Starts a command of Longhaul.
  ///
  /// @param name of its log in the folder, without its ending
  /// @param words what is typed
  /// @param environment added to our own
  static EngineProcess start(
      String name,
      List<String> words,
      Map<String, String> environment,
      Path folder,
      String... options) {
    Path log = folder.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    // What a killed process leaves behind goes with the folder.
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(EngineMain.class.getName());
    command.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      return new EngineProcess(builder.start(), log);
    } catch (IOException failure) {
      throw new UncheckedIOException("longhaul " + name + " could not be started.", failure);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Ends it as a power cut does.
  void kill() {
    process.destroyForcibly();
    await();
  }

  /// Asks it to end, as a machine that is shut down does.
  ///
  /// @return its exit code
  int stop() {
    // Process.destroy would close its input as well, which tells it that we are gone.
    process.toHandle().destroy();
    return await();
  }

  private int await() {
    try {
      if (!process.waitFor(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("longhaul did not end:\n" + logTail());
      }
      return process.exitValue();
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("longhaul was not waited for.", interruption);
    }
  }

  /// The end of what it wrote, for when something is wrong.
  String logTail() {
    try {
      String text = Files.readString(log);
      return text.substring(Math.max(0, text.length() - LOG_TAIL));
    } catch (IOException failure) {
      return "It left no log: " + failure;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
