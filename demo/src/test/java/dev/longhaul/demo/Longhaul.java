package dev.longhaul.demo;

import dev.longhaul.Main;
import dev.longhaul.cli.ExitCode;
import dev.longhaul.cli.Terminal;
import dev.longhaul.demo.SharedServers.Bucket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs commands of Longhaul from one bucket to another, as if they had been typed.
///
/// @param folder for credentials and state, one per test
record Longhaul(Path folder, Bucket source, Bucket destination) {

  /// What a command left: its exit code and what it wrote.
  record Ended(ExitCode code, String out, String err) {
    String all() {
      return out + err;
    }
  }

  /// The same route, with each side behind a relay.
  Longhaul through(RelayProxy sourceRelay, RelayProxy destinationRelay) {
    return new Longhaul(
        folder, source.at(sourceRelay.endpoint()), destination.at(destinationRelay.endpoint()));
  }

  Ended sync(String... options) {
    return run("sync", options);
  }

  Ended verify(String... options) {
    return run("verify", options);
  }

  private Ended run(String command, String... options) {
    List<String> arguments = arguments(command, options);
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    ExitCode code =
        Main.run(
            arguments.toArray(String[]::new),
            new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false));
    return new Ended(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// The words that start Longhaul in a process of its own.
  ///
  /// @param options more options for the JVM
  static List<String> java(String... options) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.longhaul.Main"));
    return command;
  }

  /// Starts `sync` in a process of its own, to be killed.
  Process startSync(String... options) throws IOException {
    List<String> command = java();
    command.addAll(arguments("sync", options));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("killed.log").toFile())
        .start();
  }

  private List<String> arguments(String command, String... options) {
    DemoSide from = DemoSide.in(folder, source.access(), source.name());
    DemoSide to = DemoSide.in(folder, destination.access(), destination.name());
    var arguments = new ArrayList<>(List.of(command, from.location(), to.location()));
    arguments.addAll(from.options("--source-"));
    arguments.addAll(to.options("--dest-"));
    arguments.addAll(List.of("--state", folder.resolve("state").toString()));
    arguments.addAll(List.of(options));
    if (!arguments.contains("--give-up-after")) {
      arguments.addAll(List.of("--give-up-after", "10m"));
    }
    return arguments;
  }
}
