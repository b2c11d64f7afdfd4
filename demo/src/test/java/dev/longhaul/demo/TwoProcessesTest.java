package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.Main;
import dev.longhaul.cli.ExitCode;
import dev.longhaul.cli.Terminal;
import dev.longhaul.demo.SharedServers.Bucket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two processes of `longhaul run` keep one route equal by mistake, each with a ledger of its own:
/// they share the events and get into each other's way, and still both sides end equal.
final class TwoProcessesTest {
  private static final int CHANGES = 75;

  @TempDir private Path folder;
  private final Bucket source = SharedServers.onS3Mock();
  private final Bucket destination = SharedServers.onS3Proxy();

  @Test
  @Hazard(17)
  void twoProcessesWithLedgersOfTheirOwnEndEqual() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    try (DemoQueue queue = SharedServers.queue();
        LiveEngine one = start("one", queue);
        LiveEngine other = start("other", queue)) {
      CrashChanges changes = CrashChanges.copied(source, queue, random, "both/");
      // Whoever is ready first takes every event for a while.
      Patience.await(
          "a copy by each process",
          () -> {
            changes.make();
            return hasCopied("one") && hasCopied("other");
          });
      other.killAndRestart();
      for (int change = 0; change < CHANGES; change++) {
        changes.make();
      }
      for (LiveEngine engine : List.of(one, other)) {
        awaitIdle(engine, queue);
        engine.audit(new Terminal(LiveEngine.unheard(), LiveEngine.unheard(), false));
      }
      for (LiveEngine engine : List.of(one, other)) {
        awaitIdle(engine, queue);
        assertThat(engine.stop()).isZero();
      }
    }
    assertThat(source.differencesTo(destination)).isEmpty();
    assertThat(destination.openUploads()).isEmpty();
  }

  private boolean hasCopied(String name) {
    try {
      return Files.readString(folder.resolve(name).resolve("run.log")).contains("copied both/");
    } catch (IOException failure) {
      throw new UncheckedIOException("The log of " + name + " could not be read.", failure);
    }
  }

  private LiveEngine start(String name, DemoQueue queue) throws IOException {
    Path own = Files.createDirectory(folder.resolve(name));
    return LiveEngine.start(
        TwoProcessesTest::command,
        own,
        DemoSide.in(own, source.access(), source.name()),
        DemoSide.in(own, destination.access(), destination.name()),
        queue.url());
  }

  private static ExitCode command(List<String> words, Terminal terminal) {
    return Main.run(words.toArray(String[]::new), terminal);
  }

  private static void awaitIdle(LiveEngine engine, DemoQueue queue) {
    engine.await(
        "every event worked off",
        status ->
            queue.isEmpty()
                && status.work().backlog().pending() == 0
                && status.work().inFlight() == 0
                && !status.audits().running());
  }
}
