package dev.longhaul.demo;

import dev.longhaul.cli.ExitCode;
import dev.longhaul.cli.Terminal;
import dev.longhaul.object.Escaped;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;

/// What a demo tells while it runs, and the table at its end.
final class DemoStory {
  private static final int SHOWN_DIFFERENCES = 20;

  private final Terminal terminal;
  private final DemoTable table = new DemoTable();
  private long began = System.nanoTime();
  private int judged;

  /// A bucket with a client that fills or judges it.
  record Stage(S3Client client, String name) {
    SampleBucket bucket() {
      return new SampleBucket(client, name);
    }
  }

  DemoStory(Terminal terminal) {
    this.terminal = terminal;
  }

  void say(String what) {
    terminal.err().println("demo: " + what);
  }

  /// Ends a step, which took all the time since the one before.
  ///
  /// @param count objects; 0 for none
  void step(String step, long count, String result) {
    long now = System.nanoTime();
    table.add(step, count, (now - began) / 1e9, result);
    began = now;
  }

  /// Where the servers listen.
  static String addresses(List<EmbeddedServer> servers) {
    return servers.stream()
        .map(server -> server.access().endpoint().getAuthority())
        .collect(Collectors.joining(", "));
  }

  /// Compares the buckets without Longhaul: the AWS SDK is the judge.
  ExitCode judge(Stage from, Stage to) {
    say("comparing both buckets through the AWS SDK");
    BucketComparison.Result result =
        BucketComparison.of(from.client, from.name, to.client, to.name);
    judged = result.keys();
    step(
        "compare through the AWS SDK",
        judged,
        result.differences().isEmpty()
            ? "no difference"
            : result.differences().size() + " differences");
    result.differences().stream()
        .limit(SHOWN_DIFFERENCES)
        .forEach(difference -> terminal.err().println(Escaped.text(difference.toString())));
    return result.differences().isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENT;
  }

  /// Prints the table, and how it ended.
  void end(ExitCode end) {
    table.print(terminal.out());
    terminal
        .out()
        .println(
            end == ExitCode.DONE
                ? "Both buckets are equal: bytes, headers, metadata and tags of "
                    + judged
                    + " objects."
                : "The demo did not end equal.");
  }
}
