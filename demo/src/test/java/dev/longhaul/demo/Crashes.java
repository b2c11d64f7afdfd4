package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Main;
import dev.longhaul.cli.ExitCode;
import dev.longhaul.cli.Terminal;
import dev.longhaul.demo.CrashPoint.Step;
import dev.longhaul.demo.SharedServers.Bucket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/// Kills a process that follows events over and over. No audit helps it: what an event told and the
/// ledger or the queue then forgot would stay different for good.
final class Crashes {
  /// What a copy or a deletion does, those first at which most can be lost.
  static final List<Step> COPYING =
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

  /// What else the destination is asked for, on a server that can do it.
  ///
  /// An upload that a kill between copied parts left open is what is aborted next.
  static final List<Step> IN_PLACE =
      List.of(Step.COPY_PART, Step.ABORT_UPLOAD, Step.PUT_TAGS, Step.COPY);

  private static final int TIMES = 3;
  private static final int STEPS_BETWEEN = 3;
  private static final int SETTLED_AFTER = 10;
  private static final Duration MOST_AT_RANDOM = Duration.ofSeconds(4);
  private static final String QUICK = "-XX:TieredStopAtLevel=1";

  private final Path folder;
  private final long seed;
  private final SplittableRandom random;
  private final Bucket source = SharedServers.onS3Mock();
  private final Bucket destination;
  private final List<Step> steps;
  private final List<CrashPoint> points;

  /// How many points so far, and how many since one was killed at a moment of chance.
  private int reached;

  private int atSteps;

  private Crashes(Path folder, long seed, Bucket destination, List<Step> steps) {
    this.folder = folder;
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.destination = destination;
    this.steps = steps;
    this.points = points(steps);
  }

  /// @param seed decides at which moments of chance it is killed
  static Crashes whileItCopies(Path folder, long seed) {
    return new Crashes(folder, seed, SharedServers.onS3Proxy(), COPYING);
  }

  /// @param seed decides at which moments of chance it is killed
  static Crashes whileItChangesInPlace(Path folder, long seed) {
    return new Crashes(folder, seed, SharedServers.onOtherS3Mock(), IN_PLACE);
  }

  /// Kills so many processes, lets the last one work everything off, and proves the end.
  void run(int kills) {
    DemoSide from = DemoSide.in(folder, source.access(), source.name());
    DemoSide to = DemoSide.in(folder, destination.access(), destination.name());
    Path agent = CrashAgent.write(folder);
    try (DemoQueue queue = SharedServers.queue();
        LiveEngine engine = LiveEngine.start(Crashes::command, folder, from, to, queue.url())) {
      engine.await("a first audit", status -> status.audits().last() != null);
      for (int kill = 0; kill < kills; kill++) {
        kill(engine, agent, changes(queue, kill));
        if (kill % SETTLED_AFTER == SETTLED_AFTER - 1 && mayLive()) {
          settle(engine, queue);
        }
      }
      settle(engine, queue);
      assertThat(engine.stop()).isZero();
    }
    assertThat(source.differencesTo(destination)).as("seed %d", seed).isEmpty();
    if (steps.equals(COPYING)) {
      // S3Mock cannot abort an upload any more once another one of the same key is gone.
      assertThat(destination.openUploads()).isEmpty();
    }
  }

  /// Each process gets keys of its own: no later event makes up for one that was lost with it.
  private CrashChanges changes(DemoQueue queue, int kill) {
    return steps.equals(COPYING)
        ? CrashChanges.copied(source, queue, random, kill + "/")
        : CrashChanges.inPlace(source, queue, random, kill);
  }

  private static ExitCode command(List<String> words, Terminal terminal) {
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
  private void kill(LiveEngine engine, Path agent, CrashChanges changes) {
    changes.whileNothingRuns();
    if (atSteps >= STEPS_BETWEEN && mayLive()) {
      atSteps = 0;
      killAtRandom(engine, changes);
    } else {
      killAt(next(), engine, agent, changes);
      atSteps++;
      reached++;
    }
  }

  /// The next step to be killed at.
  private CrashPoint next() {
    return points.get(reached % points.size());
  }

  /// Only an upload that a killed process left open is aborted: no process may come between that
  /// aborts it and is not killed at that.
  private boolean mayLive() {
    return next().step() != Step.ABORT_UPLOAD;
  }

  private void killAtRandom(LiveEngine engine, CrashChanges changes) {
    engine.killAndRestart(QUICK);
    long end = System.nanoTime() + random.nextLong(MOST_AT_RANDOM.toNanos());
    while (System.nanoTime() < end) {
      changes.make();
    }
  }

  private static void killAt(
      CrashPoint point, LiveEngine engine, Path agent, CrashChanges changes) {
    engine.killAndRestart(QUICK, CrashAgent.option(agent, point));
    long end = System.nanoTime() + Patience.LONGEST.toNanos();
    while (engine.isAlive()) {
      assertThat(System.nanoTime()).as("%s was reached", point).isLessThan(end);
      changes.make();
      LockSupport.parkNanos(50_000_000);
    }
  }

  /// Before and after each step; a life aborts one upload at most.
  private static List<CrashPoint> points(List<Step> steps) {
    List<CrashPoint> points = new ArrayList<>();
    for (int nth = 1; nth <= TIMES; nth++) {
      for (Step step : steps) {
        int time = step == Step.ABORT_UPLOAD ? 1 : nth;
        points.add(new CrashPoint(step, false, time));
        points.add(new CrashPoint(step, true, time));
      }
    }
    return points;
  }
}
