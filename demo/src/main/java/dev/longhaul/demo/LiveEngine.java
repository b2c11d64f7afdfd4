package dev.longhaul.demo;

import dev.longhaul.cli.ExitCode;
import dev.longhaul.cli.ExtraCommand.Longhaul;
import dev.longhaul.cli.Terminal;
import dev.longhaul.console.ProcessReport;
import dev.longhaul.console.StatusJson;
import dev.longhaul.hint.Json;
import dev.longhaul.rehearsal.FreePort;
import dev.longhaul.replicate.RouteStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The route of the demo, kept equal by `longhaul run` in a process of its own, and asked how it
/// fares with Longhaul's own commands.
final class LiveEngine implements AutoCloseable {
  static final String ROUTE = "films";
  private static final long LOOK_AGAIN_MILLIS = 200;

  private final Longhaul longhaul;
  private final Path configuration;
  private final Path folder;
  private EngineProcess process;

  private LiveEngine(Longhaul longhaul, Path configuration, Path folder) {
    this.longhaul = longhaul;
    this.configuration = configuration;
    this.folder = folder;
    this.process = EngineProcess.start(configuration, folder);
  }

  /// Writes a configuration into the folder and starts.
  ///
  /// @param queue URL of the queue that brings the source's events
  static LiveEngine start(
      Longhaul longhaul, Path folder, DemoSide source, DemoSide destination, String queue) {
    Path configuration = folder.resolve("longhaul.yaml");
    try {
      Files.writeString(configuration, text(folder, source, destination, queue));
    } catch (IOException failure) {
      throw new UncheckedIOException("The configuration could not be written.", failure);
    }
    return new LiveEngine(longhaul, configuration, folder);
  }

  private static String text(Path folder, DemoSide source, DemoSide destination, String queue) {
    return """
    state: %s
    stores:
      here:
    %s  there:
    %sroutes:
      %s:
        source: here
        destination: there
        deletes: mirror
        # The demo deletes for a living.
        max-deletes:
          keys: 1000000
    intakes:
      events:
        queue: %s
        stores: [here]
        credentials: file:%s
    console:
      listen: 127.0.0.1:%d
    """
        .formatted(
            folder.resolve("run-state"),
            store(source),
            store(destination),
            ROUTE,
            queue,
            source.credentials(),
            FreePort.find());
  }

  private static String store(DemoSide side) {
    return """
        bucket: %s
        endpoint: %s
        region: %s
        credentials: file:%s
        addressing: path
    """
        .formatted(
            side.bucket(), side.access().endpoint(), side.access().region(), side.credentials());
  }

  String configuration() {
    return configuration.toString();
  }

  /// Kills the process as a power cut does, and starts another one.
  ///
  /// @param options for the Java of the other one
  void killAndRestart(String... options) {
    process.kill();
    process = EngineProcess.start(configuration, folder, options);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// How it fares; empty while it does not answer, as just after its start.
  Optional<RouteStatus> status() {
    var out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    longhaul.run(
        List.of("status", "--json", "--config", configuration()),
        new Terminal(printed, unheard(), false));
    if (out.size() == 0) {
      return Optional.empty();
    }
    try {
      ProcessReport report = StatusJson.read(Json.parse(out.toString(StandardCharsets.UTF_8)));
      return report.routes().stream().findFirst().map(route -> route.status());
    } catch (IOException failure) {
      throw new UncheckedIOException("longhaul status printed no JSON.", failure);
    }
  }

  /// For what nobody needs to read.
  static PrintStream unheard() {
    return new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
  }

  /// Waits until its route is so.
  ///
  /// @throws IllegalStateException when the process ended, or it takes too long
  RouteStatus await(String what, Predicate<RouteStatus> wanted) {
    long end = System.nanoTime() + Patience.LONGEST.toNanos();
    Optional<RouteStatus> last = Optional.empty();
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        throw new IllegalStateException("longhaul run has ended:\n" + process.logTail());
      }
      last = status();
      if (last.filter(wanted).isPresent()) {
        return last.get();
      }
      pause();
    }
    throw new IllegalStateException(
        "%s: not within %d s; it is %s\n%s"
            .formatted(what, Patience.LONGEST.toSeconds(), last, process.logTail()));
  }

  static void pause() {
    try {
      Thread.sleep(LOOK_AGAIN_MILLIS);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The demo was interrupted.", interruption);
    }
  }

  /// Has the whole route audited, metadata and tags too, and waits for the end of it.
  RouteStatus audit(Terminal terminal) {
    RouteStatus before = await("no audit under way", status -> !status.audits().running());
    ExitCode asked =
        longhaul.run(
            List.of("audit", ROUTE, "--kind", "metadata", "--config", configuration()), terminal);
    if (asked != ExitCode.DONE) {
      throw new IllegalStateException("The audit could not be asked for: " + asked.meaning());
    }
    return await(
        "an audit that ended",
        status ->
            !status.audits().running()
                && status.audits().last() != null
                && !status.audits().last().equals(before.audits().last()));
  }

  /// Asks it to end.
  ///
  /// @return its exit code
  int stop() {
    return process.stop();
  }

  @Override
  public void close() {
    process.close();
  }
}
