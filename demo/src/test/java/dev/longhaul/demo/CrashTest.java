package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.Main;
import dev.longhaul.demo.CrashPoint.Step;
import dev.longhaul.demo.SharedServers.Bucket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `longhaul run` as a process that follows events, killed over and over, at every step that
/// changes anything and at random moments, while its source changes. No audit helps it: what an
/// event told and the ledger or the queue then forgot would stay different for good.
///
/// `-Dcrash.kills=200` kills more often, `-Dcrash.seed=7` at other moments.
final class CrashTest {
  private static final int KILLS = Integer.getInteger("crash.kills", 10);
  private static final long SEED = Long.getLong("crash.seed", 1);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String QUICK = "-XX:TieredStopAtLevel=1";

  @TempDir private Path folder;
  private final Bucket source = SharedServers.onS3Mock();
  private final Bucket destination = SharedServers.onS3Proxy();
  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  @Timeout(7_200)
  @Hazard({17, 30, 39, 40})
  void losesNothingHoweverOftenItIsKilled() {
    DemoSide from = DemoSide.in(folder, source.access(), source.name());
    DemoSide to = DemoSide.in(folder, destination.access(), destination.name());
    Path agent = CrashAgent.write(folder);
    try (EmbeddedServer server = EmbeddedServer.start(QueueKind.ELASTICMQ);
        DemoQueue queue = DemoQueue.create(server.access(), "crash-events");
        LiveEngine engine = LiveEngine.start(CrashTest::run, folder, from, to, queue.url())) {
      engine.await("a first audit", status -> status.audits().last() != null);
      Changes changes = new Changes(source, queue, random);
      for (int kill = 0; kill < KILLS; kill++) {
        changes.begin(kill);
        kill(engine, agent, changes, kill);
        if (kill % 10 == 9) {
          settle(engine, queue);
        }
      }
      settle(engine, queue);
      assertThat(engine.stop()).isZero();
    }
    assertThat(source.differencesTo(destination))
        .filteredOn(difference -> !difference.key().startsWith(".longhaul-probe/"))
        .as("seed %d", SEED)
        .isEmpty();
    assertThat(destination.openUploads()).isEmpty();
  }

  private static dev.longhaul.cli.ExitCode run(
      List<String> words, dev.longhaul.cli.Terminal terminal) {
    return Main.run(words.toArray(String[]::new), terminal);
  }

  /// Lets a process work off whatever the killed ones left, or it would be more and more.
  private static void settle(LiveEngine engine, DemoQueue queue) {
    engine.killAndRestart(QUICK);
    engine.await(
        "every event worked off",
        status ->
            queue.isEmpty()
                && status.work().backlog().pending() == 0
                && status.work().inFlight() == 0);
  }

  /// Every fourth process is killed at a moment of chance, the others at one step after the other.
  private void kill(LiveEngine engine, Path agent, Changes changes, int number) {
    if (number % 4 == 3) {
      engine.killAndRestart(QUICK);
      long end = System.nanoTime() + random.nextLong(Duration.ofSeconds(4).toNanos());
      while (System.nanoTime() < end) {
        changes.make();
      }
      return;
    }
    CrashPoint point = points().get((number - number / 4) % points().size());
    engine.killAndRestart(QUICK, CrashAgent.option(agent, point));
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (engine.isAlive()) {
      assertThat(System.nanoTime()).as("%s was reached", point).isLessThan(end);
      changes.make();
      LockSupport.parkNanos(50_000_000);
    }
  }

  /// Before and after each step, those first at which most can be lost.
  private static List<CrashPoint> points() {
    List<CrashPoint> points = new ArrayList<>();
    List<Step> order =
        List.of(
            Step.ACKNOWLEDGEMENT,
            Step.LEDGER_COMMIT,
            Step.PUT,
            Step.COMPLETE_UPLOAD,
            Step.DELETE,
            Step.CREATE_UPLOAD,
            Step.UPLOAD_PART,
            Step.SOURCE_READ,
            Step.RECEIVE);
    for (int nth = 1; nth <= 3; nth++) {
      for (Step step : order) {
        points.add(new CrashPoint(step, false, nth));
        points.add(new CrashPoint(step, true, nth));
      }
    }
    return points;
  }

  /// What happens at the source, and is told to the queue at once and without fail. Each process
  /// gets keys of its own: no later event makes up for one that was lost with it.
  private static final class Changes {
    private static final int KEYS = 12;

    private final Bucket bucket;
    private final DemoQueue queue;
    private final SplittableRandom random;
    private String folder = "";
    private int made;

    Changes(Bucket bucket, DemoQueue queue, SplittableRandom random) {
      this.bucket = bucket;
      this.queue = queue;
      this.random = random;
    }

    void begin(int kill) {
      folder = kill + "/";
      made = 0;
    }

    /// Every kind of change comes up within a few.
    void make() {
      made++;
      String key = folder + random.nextInt(KEYS);
      switch (made % 8) {
        case 6 -> {
          bucket.samples().delete(key);
          tell("ObjectRemoved:Delete", key);
        }
        case 3 -> {
          String large = folder + "large";
          bucket
              .samples()
              .put(Sample.of(large, 1).withSeed(made).inParts(Sample.SMALLEST_PART, 1_000));
          tell("ObjectCreated:CompleteMultipartUpload", large);
        }
        default -> {
          bucket.samples().put(Sample.of(key, 2_000).withSeed(made));
          tell("ObjectCreated:Put", key);
        }
      }
    }

    private void tell(String name, String key) {
      queue.send(
          """
          {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1",\
          "eventTime":"2026-01-01T00:00:00Z","eventName":"%s",\
          "s3":{"bucket":{"name":"%s"},"object":{"key":"%s"}}}]}\
          """
              .formatted(name, bucket.name(), key));
    }
  }
}
