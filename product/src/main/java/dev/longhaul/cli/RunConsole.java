package dev.longhaul.cli;

import dev.longhaul.config.Configuration;
import dev.longhaul.config.Listener;
import dev.longhaul.config.Reporting;
import dev.longhaul.config.Secret;
import dev.longhaul.console.Access;
import dev.longhaul.console.Console;
import dev.longhaul.console.SideMeter;
import dev.longhaul.effect.Workers;
import dev.longhaul.http.Endpoint;
import dev.longhaul.running.Operation;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The console of a running process: listens until it is closed, where one is configured.
public final class RunConsole implements AutoCloseable {
  private final Workers.@Nullable Group sampling;
  private final @Nullable Listens listens;

  private RunConsole(Workers.@Nullable Group sampling, @Nullable Listens listens) {
    this.sampling = sampling;
    this.listens = listens;
  }

  /// Listens for HTTP.
  @FunctionalInterface
  public interface Listening {
    /// Listens from now on.
    ///
    /// @param setting the setting that holds the address, for messages
    /// @param fault is told in one line what went wrong within an endpoint
    /// @throws UsageException when the address or the certificate cannot be used
    Listens open(
        String setting, Listener listener, List<Endpoint> endpoints, Consumer<String> fault);
  }

  /// Somebody listens.
  @FunctionalInterface
  public interface Listens extends AutoCloseable {
    /// Ends it.
    @Override
    void close();
  }

  /// Opens consoles.
  ///
  /// @param say tells people
  record Opening(Surroundings around, Listening listening, Consumer<String> say) {
    /// Listens from now on, if a console is configured.
    ///
    /// @param sides what was asked of the stores so far
    RunConsole open(
        Configuration configuration, Operation operation, Supplier<List<SideMeter>> sides) {
      Reporting.Console settings = configuration.reporting().console();
      Listener listener = settings.listener();
      if (listener == null) {
        return new RunConsole(null, null);
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
      Listens listens = listening.open("console: listen", listener, console.endpoints(), say);
      Workers.Group sampling = around.workers().open("console");
      sampling.start(() -> {
        console.run();
        return true;
      });
      say.accept(
          "the console is at "
              + (listener.tls() == null ? "http://" : "https://")
              + listener.address());
      return new RunConsole(sampling, listens);
    }

    private static Access access(Reporting.Console settings, Listener listener) {
      Secret token = settings.token();
      return new Access(
          token == null ? null : token.reveal(), listener.tls() != null, listener.address().host());
    }
  }

  @Override
  public void close() {
    if (listens != null) {
      listens.close();
    }
    if (sampling != null) {
      sampling.cancel();
      sampling.close();
    }
  }
}
