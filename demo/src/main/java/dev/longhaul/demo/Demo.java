package dev.longhaul.demo;

import static dev.longhaul.demo.LiveEngine.ROUTE;

import dev.longhaul.cli.ExitCode;
import dev.longhaul.cli.ExtraCommand.Longhaul;
import dev.longhaul.cli.Terminal;
import dev.longhaul.replicate.AuditRecord;
import dev.longhaul.replicate.RouteStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.s3.S3Client;

/// One run of the demo: the steps in their order, until one fails.
final class Demo {
  private final Terminal terminal;
  private final Longhaul longhaul;
  private final Pace pace;
  private final DemoStory story;

  /// How long the source is changed, and how fast.
  ///
  /// @param rate changes a second
  record Pace(int seconds, int rate) {}

  Demo(Terminal terminal, Longhaul longhaul, Pace pace) {
    this.terminal = terminal;
    this.longhaul = longhaul;
    this.pace = pace;
    this.story = new DemoStory(terminal);
  }

  /// Runs all steps and prints what became of them; nothing is left behind.
  ExitCode run() {
    say("starting two S3 servers with different credentials, and a queue for events");
    List<EmbeddedServer> servers =
        EmbeddedServer.start(List.of(ServerKind.S3MOCK, ServerKind.S3MOCK, QueueKind.ELASTICMQ));
    try (EmbeddedServer source = servers.getFirst();
        EmbeddedServer destination = servers.get(1);
        EmbeddedServer queues = servers.getLast();
        S3Client sourceClient = OracleClient.to(source.access());
        S3Client destinationClient = OracleClient.to(destination.access())) {
      step("start the servers", 0, DemoStory.addresses(servers));
      // The server's own folder goes with the server, whatever becomes of us.
      Path folder = source.folder();
      var from = new Stage(DemoSide.in(folder, source.access(), "films"), sourceClient);
      var to =
          new Stage(DemoSide.in(folder, destination.access(), "films-copy"), destinationClient);
      try (DemoQueue queue = DemoQueue.create(queues.access(), "films-events")) {
        ExitCode end = run(from, to, queue, folder);
        story.end(end);
        return end;
      }
    }
  }

  /// A side with a client that fills or judges it.
  private record Stage(DemoSide side, S3Client client) {
    SampleBucket bucket() {
      return inStory().bucket();
    }

    DemoStory.Stage inStory() {
      return new DemoStory.Stage(client, side.bucket());
    }
  }

  private ExitCode run(Stage from, Stage to, DemoQueue queue, Path folder) {
    from.bucket().create();
    to.bucket().create();
    List<Sample> samples = SampleData.everything();
    from.bucket().put(samples);
    step("fill the source", samples.size(), "objects that are hard to copy, no events yet");
    try (LiveEngine engine =
        LiveEngine.start(longhaul, folder, from.side(), to.side(), queue.url())) {
      say("longhaul run --config longhaul.yaml");
      RouteStatus first = engine.await("a first audit", status -> status.audits().last() != null);
      step("run: the first audit", keys(first), audit(first));
      live(from, queue, engine);
      RouteStatus drained =
          engine.await("every event worked off", status -> isIdle(status, queue.isEmpty()));
      step("work off what waits", drained.counts().hints(), lag(drained));
      say("longhaul audit " + ROUTE + " --kind metadata");
      RouteStatus audited = engine.audit(quiet());
      step("audit: what no event told", keys(audited), audit(audited));
      if (audited.work().parked() > 0) {
        longhaul.run(List.of("parked", "--config", engine.configuration()), terminal);
      }
      int code = engine.stop();
      step("stop the engine", 0, "exit code " + code);
      if (code != 0) {
        return ExitCode.FAILED;
      }
    }
    ExitCode verified = verify(from, to, folder);
    return verified == ExitCode.DONE ? story.judge(from.inStory(), to.inStory()) : verified;
  }

  /// Changes the source while the engine follows, and kills the engine half-way.
  private void live(Stage from, DemoQueue queue, LiveEngine engine) {
    say(
        "changing the source %d times a second for %d s, and telling the queue"
            .formatted(pace.rate(), pace.seconds()));
    var habits = new LiveSource.Habits(pace.rate(), 0, PresenceWitness.NONE);
    LiveSource source = new LiveSource(from.client(), from.side().bucket(), queue, habits);
    try (source;
        LiveLine line = new LiveLine(terminal)) {
      boolean killed = false;
      while (source.seconds() < pace.seconds()) {
        if (!killed && source.seconds() * 2 >= pace.seconds()) {
          line.end();
          say("kill -9, and longhaul run again");
          engine.killAndRestart();
          killed = true;
        }
        line.show(source, engine.status());
        LiveEngine.pause();
      }
      source.stop();
    }
    step("change the source", source.changes(), source.inWords());
    step("tell the queue", source.told(), source.toldInWords());
  }

  private static boolean isIdle(RouteStatus status, boolean queueIsEmpty) {
    return queueIsEmpty
        && status.work().backlog().pending() == 0
        && status.work().inFlight() == 0
        && !status.audits().running();
  }

  private static long keys(RouteStatus status) {
    AuditRecord last = status.audits().last();
    return last == null ? 0 : last.keys();
  }

  private static String audit(RouteStatus status) {
    AuditRecord last = status.audits().last();
    return last == null
        ? "none"
        : "%s, %d differed %s"
            .formatted(
                last.result().name().toLowerCase(Locale.ROOT), last.differences(), last.why())
            .strip();
  }

  private static String lag(RouteStatus status) {
    return "hints since the restart; from event to proof: p50 %d ms, p99 %d ms"
        .formatted(status.lag().p50().toMillis(), status.lag().p99().toMillis());
  }

  private ExitCode verify(Stage from, Stage to, Path folder) {
    say("longhaul verify --deep " + from.side().location() + " " + to.side().location());
    var arguments =
        new ArrayList<>(List.of("verify", from.side().location(), to.side().location()));
    arguments.addAll(from.side().options("--source-"));
    arguments.addAll(to.side().options("--dest-"));
    arguments.addAll(List.of("--deep", "--state", folder.resolve("state").toString()));
    ExitCode end = longhaul.run(arguments, terminal);
    step("verify --deep", 0, end == ExitCode.DONE ? "exit code 0" : end.meaning());
    return end;
  }

  /// For commands whose words would only stand between the demo's own.
  private Terminal quiet() {
    return new Terminal(LiveEngine.unheard(), terminal.err(), false);
  }

  private void say(String what) {
    story.say(what);
  }

  private void step(String step, long count, String result) {
    story.step(step, count, result);
  }
}
