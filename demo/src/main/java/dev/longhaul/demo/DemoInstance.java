package dev.longhaul.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// An instance of the procedure: runs each command by a shell, as the agent of Systems Manager
/// does, and has a worker of Longhaul residing on it where the script wants one.
final class DemoInstance implements AutoCloseable {
  private final String id;
  private final Path folder;
  private final CopyScript script;
  private final Map<String, String> environment;
  private final Set<Process> commands = ConcurrentHashMap.newKeySet();
  private @Nullable EngineProcess worker;
  private volatile String options = "";

  /// @param id as Systems Manager names it
  /// @param folder for all that it writes, its own
  /// @param environment how it reaches stores and services
  DemoInstance(String id, Path folder, CopyScript script, Map<String, String> environment) {
    this.id = id;
    this.folder = folder;
    this.script = script;
    this.environment = new LinkedHashMap<>(environment);
    this.environment.put("AWS_SSM_INSTANCE_ID", id);
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException("An instance could not be made.", failure);
    }
  }

  String id() {
    return id;
  }

  /// Switches it on.
  ///
  /// @param limits options such as `--bandwidth 1MiB/s` for whatever copies
  void start(String... limits) {
    options = String.join(" ", limits);
    if (!script.resident()) {
      return;
    }
    List<String> words = new ArrayList<>(List.of("worker", "--socket", socket().toString()));
    words.addAll(List.of("--state", state()));
    words.addAll(List.of(limits));
    EngineProcess started = EngineProcess.start("worker", words, environment, folder);
    worker = started;
    Patience.await(
        "a worker that resides on " + id, () -> Files.exists(socket()) || !started.isAlive());
    if (!started.isAlive()) {
      throw new IllegalStateException("longhaul worker has ended:\n" + started.logTail());
    }
  }

  private Path socket() {
    return folder.resolve("w.sock");
  }

  private String state() {
    return folder.resolve("state").toString();
  }

  /// Runs a command while whoever sent it goes on.
  void run(String line) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log("commands").toFile()));
    builder.environment().putAll(environment);
    builder.environment().put("LONGHAUL_SOCKET", socket().toString());
    builder.environment().put("LONGHAUL", folder.resolve("none").toString());
    builder.environment().put("S3COPY_OPTIONS", "--state " + state() + " " + options);
    commands.removeIf(command -> !command.isAlive());
    commands.add(builder.start());
  }

  /// It loses power, and is off until it is started again.
  void kill() {
    commands.forEach(command -> {
      command.descendants().forEach(ProcessHandle::destroyForcibly);
      command.destroyForcibly();
    });
    if (worker != null) {
      worker.kill();
      worker = null;
    }
    try {
      Files.deleteIfExists(socket());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// It is shut down in order.
  void stop() {
    if (worker != null) {
      worker.stop();
      worker = null;
    }
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /// All that its worker and its commands wrote.
  String logs() {
    StringBuilder logs = new StringBuilder();
    for (String name : List.of("worker", "commands")) {
      Path file = log(name);
      try {
        logs.append(id).append(' ').append(name).append(":\n");
        logs.append(Files.exists(file) ? Files.readString(file) : "");
      } catch (IOException unreadable) {
        logs.append(unreadable);
      }
    }
    return logs.toString();
  }

  @Override
  public void close() {
    kill();
  }
}
