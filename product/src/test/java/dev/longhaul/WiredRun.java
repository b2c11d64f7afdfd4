package dev.longhaul;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.longhaul.cli.CommandLines;
import dev.longhaul.cli.ExitCode;
import dev.longhaul.cli.RunCommand;
import dev.longhaul.cli.Surroundings;
import dev.longhaul.cli.Terminal;
import dev.longhaul.config.yaml.ConfigurationFile;
import dev.longhaul.effect.Clock;
import dev.longhaul.effect.system.DiskScratch;
import dev.longhaul.effect.system.NotifySocket;
import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.effect.system.SystemRandomness;
import dev.longhaul.effect.system.SystemWorkers;
import dev.longhaul.hint.Messages;
import dev.longhaul.rehearsal.FreePort;
import dev.longhaul.store.fault.Asked;
import dev.longhaul.store.fault.FaultS3;
import dev.longhaul.store.memory.InMemoryStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/// `longhaul run` with one route between two servers, from a configuration file to the requests
/// that these get; events are posted to it. Everything is as the program wires it, but for signals.
final class WiredRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Map<String, String> ENVIRONMENT =
      Map.of("X_ACCESS_KEY_ID", "AKTEST", "X_SECRET_ACCESS_KEY", "the-secret-key");

  final FaultS3 from = new FaultS3(new InMemoryStore("photos"));
  final FaultS3 to = new FaultS3(new InMemoryStore("to"));
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final HttpClient client = HttpClient.newHttpClient();
  private final CompletableFuture<Runnable> stop = new CompletableFuture<>();
  private final CompletableFuture<ExitCode> ended = new CompletableFuture<>();
  private final Path folder;
  private final String hooks;

  WiredRun(Path folder) {
    this.folder = folder;
    this.hooks = "127.0.0.1:" + FreePort.find();
  }

  /// Starts it and waits for the end of its first audit.
  ///
  /// @param route more settings of the route, a line each
  WiredRun start(String... route) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("longhaul.yaml"),
            """
            state: state
            console: {listen: none}
            log: {level: debug}
            stores:
              from: {bucket: photos, endpoint: "%s", region: eu-west-1, credentials: env:X}
              to: {bucket: to, endpoint: "%s", region: eu-west-1, credentials: env:X}
            intakes:
              hook: {path: /hooks/x, stores: [from], listen: "%s"}
            routes:
              only:
                source: from
                destination: to
                deletes: mirror
                %s
            """
                .formatted(from.endpoint(), to.endpoint(), hooks, String.join("\n    ", route)));
    RunCommand command = command();
    Terminal terminal =
        new Terminal(new PrintStream(log, true, UTF_8), new PrintStream(log, true, UTF_8), false);
    Thread.ofVirtual()
        .start(() ->
            ended.complete(
                new CommandLines(List.of(command), List::of)
                    .run(List.of("run", "--config", file.toString()), terminal)));
    await("the first audit", () -> log().contains("audit (listing)"));
    return this;
  }

  private RunCommand command() {
    Clock clock = new SystemClock();
    SystemWorkers workers = new SystemWorkers();
    SystemRandomness randomness = new SystemRandomness();
    SideOpening stores = new SideOpening(ENVIRONMENT, clock, workers, randomness);
    IntakeOpening intakes = new IntakeOpening(stores, clock, workers, randomness);
    return new RunCommand(
        new Surroundings(
            stores,
            new FileStates(folder.resolve("temporary")),
            _ -> () -> {},
            clock,
            workers,
            randomness,
            new DiskScratch(folder.resolve("temporary"), 1 << 20),
            ENVIRONMENT),
        new RunCommand.Outside(
            (end, _) -> {
              stop.complete(end);
              return () -> {};
            },
            NotifySocket.of(Map.of(), _ -> {}),
            intakes,
            intakes::endpoint,
            new VoiceOpening(stores, clock, ENVIRONMENT),
            Listening::open),
        file -> ConfigurationFile.read(file, ENVIRONMENT));
  }

  String log() {
    return log.toString(UTF_8);
  }

  /// Posts an event about each of these keys of the source.
  void event(String... keys) throws Exception {
    int status =
        client
            .send(
                HttpRequest.newBuilder(URI.create("http://" + hooks + "/hooks/x"))
                    .POST(BodyPublishers.ofString(Messages.created(keys)))
                    .build(),
                BodyHandlers.discarding())
            .statusCode();
    if (status != 200) {
      throw new AssertionError("an event was answered " + status);
    }
  }

  /// Posts an event of a key and waits until the log says once more what became of it.
  ///
  /// @param outcome such as `copied`
  void told(String key, String outcome) throws Exception {
    String words = "only: " + outcome + " " + key;
    int before = said(words);
    event(key);
    await(words, () -> said(words) > before);
  }

  private int said(String words) {
    return log().split(Pattern.quote(words), -1).length;
  }

  void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end || ended.isDone()) {
        throw new AssertionError("never: " + what + "\n" + log());
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  /// The requests about objects that a server got after so many others, those of the probe left
  /// out.
  static List<Asked> since(FaultS3 server, int before) {
    List<Asked> all = server.requests();
    return all.subList(before, all.size()).stream().filter(WiredRun::isOfAnObject).toList();
  }

  private static boolean isOfAnObject(Asked asked) {
    return asked.isObject() && !asked.path().contains(".longhaul-probe");
  }

  @Override
  public void close() {
    try {
      stop.join().run();
      ended.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    } finally {
      client.close();
      from.close();
      to.close();
    }
  }
}
