package dev.longhaul.cli;

import dev.longhaul.config.Configuration;
import dev.longhaul.config.Listener;
import dev.longhaul.config.Reporting;
import dev.longhaul.config.Secret;
import dev.longhaul.console.Access;
import dev.longhaul.console.Console;
import dev.longhaul.console.SideMeter;
import dev.longhaul.effect.Background;
import dev.longhaul.effect.Workers;
import dev.longhaul.http.Endpoint;
import dev.longhaul.running.Operation;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The console of a running process: takes samples until it is closed, where one is configured.
final class RunConsole implements AutoCloseable {
  private final @Nullable Background sampling;
  private final List<Endpoint> endpoints;

  private RunConsole(@Nullable Background sampling, List<Endpoint> endpoints) {
    this.sampling = sampling;
    this.endpoints = endpoints;
  }

  /// Makes it, if one is configured.
  ///
  /// @param sides what was asked of the stores so far
  static RunConsole open(
      Surroundings around,
      Configuration configuration,
      Operation operation,
      Supplier<List<SideMeter>> sides) {
    Reporting.Console settings = configuration.reporting().console();
    Listener listener = settings.listener();
    if (listener == null) {
      return new RunConsole(null, List.of());
    }
    Console console =
        new Console(
            new Console.Parts(
                VersionCommand.version(),
                operation.replications(),
                operation::intakes,
                operation.deadLetters(),
                operation.messages(),
                sides),
            access(settings, listener),
            around.clock());
    Workers.Group sampling = around.workers().open("console");
    sampling.start(() -> {
      console.run();
      return true;
    });
    return new RunConsole(new Background(sampling), console.endpoints());
  }

  private static Access access(Reporting.Console settings, Listener listener) {
    Secret token = settings.token();
    return new Access(
        token == null ? null : token.reveal(), listener.tls() != null, listener.address().host());
  }

  /// What it serves; nothing where none is configured.
  List<Endpoint> endpoints() {
    return endpoints;
  }

  /// Tells where it is, where one is configured.
  static void tell(Configuration configuration, Consumer<String> say) {
    Listener listener = configuration.reporting().console().listener();
    if (listener != null) {
      say.accept(
          "the console is at "
              + (listener.tls() == null ? "http://" : "https://")
              + listener.address());
    }
  }

  @Override
  public void close() {
    if (sampling != null) {
      sampling.close();
    }
  }
}
