package dev.longhaul.demo;

import dev.longhaul.cli.ExitCode;
import dev.longhaul.cli.ExtraCommand.Longhaul;
import dev.longhaul.cli.Terminal;
import dev.longhaul.object.Escaped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.s3.S3Client;

/// One run of the demo: the steps in their order, until one fails.
final class Demo {

  private static final int SHOWN_DIFFERENCES = 20;

  private final Terminal terminal;
  private final Longhaul longhaul;
  private final DemoTable table = new DemoTable();
  private final DemoObjects objects = new DemoObjects();
  private long began = System.nanoTime();

  Demo(Terminal terminal, Longhaul longhaul) {
    this.terminal = terminal;
    this.longhaul = longhaul;
  }

  /// Runs all steps and prints what became of them; nothing is left behind.
  ExitCode run() {
    say("starting two S3 servers");
    List<EmbeddedServer> servers =
        EmbeddedServer.start(List.of(ServerKind.S3MOCK, ServerKind.S3MOCK));
    try (EmbeddedServer source = servers.getFirst();
        EmbeddedServer destination = servers.getLast();
        S3Client sourceClient = OracleClient.to(source.access());
        S3Client destinationClient = OracleClient.to(destination.access())) {
      step(
          "start two S3 servers",
          0,
          source.access().endpoint().getAuthority()
              + " and "
              + destination.access().endpoint().getAuthority());
      // The server's own folder goes with the server, whatever becomes of us.
      Path folder = source.folder();
      var from = new Stage(DemoSide.in(folder, source.access(), "films"), sourceClient);
      var to =
          new Stage(DemoSide.in(folder, destination.access(), "films-copy"), destinationClient);
      ExitCode end = run(from, to, folder);
      table.print(terminal.out());
      terminal.out().println(end == ExitCode.DONE ? equal() : "The demo did not end equal.");
      return end;
    }
  }

  /// A side with a client that fills or judges it.
  private record Stage(DemoSide side, S3Client client) {
    SampleBucket bucket() {
      return new SampleBucket(client, side.bucket());
    }
  }

  private ExitCode run(Stage from, Stage to, Path folder) {
    from.bucket().create();
    to.bucket().create();
    say("filling s3://films with " + objects.atFirst().size() + " objects that are hard to copy");
    from.bucket().put(objects.atFirst());
    step("fill the source", objects.atFirst().size(), size(objects.atFirst()));

    ExitCode end = longhaul("sync", from, to, folder, List.of());
    if (end != ExitCode.DONE) {
      return end;
    }
    say("changing the source");
    from.bucket().put(objects.changes());
    objects.deletions().forEach(from.bucket()::delete);
    step(
        "change the source",
        objects.changes().size() + objects.deletions().size(),
        objects.changesInWords());

    end = longhaul("sync", from, to, folder, List.of("--delete"));
    if (end != ExitCode.DONE) {
      return end;
    }
    end = longhaul("verify", from, to, folder, List.of("--deep"));
    return end == ExitCode.DONE ? judge(from, to) : end;
  }

  /// Runs a command of Longhaul as if it had been typed.
  private ExitCode longhaul(
      String command, Stage from, Stage to, Path folder, List<String> options) {
    String typed =
        command + " " + from.side().location() + " " + to.side().location() + flags(options);
    say("longhaul " + typed);
    var arguments = new ArrayList<>(List.of(command, from.side().location(), to.side().location()));
    arguments.addAll(from.side().options("--source-"));
    arguments.addAll(to.side().options("--dest-"));
    arguments.addAll(options);
    arguments.addAll(List.of("--state", folder.resolve("state").toString()));
    ExitCode end = longhaul.run(arguments, terminal);
    step(command + flags(options), 0, end == ExitCode.DONE ? "exit code 0" : end.meaning());
    return end;
  }

  private static String flags(List<String> options) {
    return options.stream().map(option -> " " + option).reduce("", String::concat);
  }

  /// Compares the buckets without Longhaul: the AWS SDK is the judge.
  private ExitCode judge(Stage from, Stage to) {
    say("comparing both buckets through the AWS SDK");
    List<BucketDifference> differences =
        BucketComparison.differences(
            from.client(), from.side().bucket(), to.client(), to.side().bucket());
    step(
        "compare through the AWS SDK",
        objects.atLast(),
        differences.isEmpty() ? "no difference" : differences.size() + " differences");
    differences.stream()
        .limit(SHOWN_DIFFERENCES)
        .forEach(difference -> terminal.err().println(Escaped.text(difference.toString())));
    return differences.isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENT;
  }

  private String equal() {
    return "Both buckets are equal: bytes, headers, metadata and tags of "
        + objects.atLast()
        + " objects.";
  }

  private static String size(List<Sample> samples) {
    long bytes = samples.stream().mapToLong(Sample::size).sum();
    return String.format(Locale.ROOT, "%.0f MiB", bytes / 1_048_576.0);
  }

  private void say(String what) {
    terminal.err().println("demo: " + what);
  }

  private void step(String step, long count, String result) {
    long now = System.nanoTime();
    table.add(step, count, (now - began) / 1e9, result);
    began = now;
  }
}
