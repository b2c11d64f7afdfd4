package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Main;
import dev.longhaul.cli.ExitCode;
import dev.longhaul.cli.Terminal;
import dev.longhaul.demo.SharedServers.Bucket;
import dev.longhaul.replicate.AuditRecord;
import dev.longhaul.replicate.RouteStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;

/// One soak: a source that is changed all the time, events that are lost, repeated and late, stores
/// that throttle, cut connections and lose answers, and an engine that is killed again and again.
/// Left in peace it ends equal, and has deleted nothing that was there.
final class Soak {
  private static final Sample GONE = Sample.of("gone", 1_000);
  private static final int RATE = 20;
  private static final int YOUNG_IN = 5;
  private static final Duration LEAST_LIFE = Duration.ofSeconds(2);
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(45);
  private static final int MOST_AUDITS = 5;

  private final Duration lasts;
  private final long seed;
  private final Path folder;
  private final SplittableRandom random;
  private final Bucket source = SharedServers.onS3Mock();
  private final Bucket destination = SharedServers.onOtherS3Mock();
  private final DeleteWatch watch = new DeleteWatch();
  private final Troubles atSource;
  private final Troubles atDestination;
  private int kills;

  /// @param seed decides what is done when, as far as a real machine lets it
  /// @param folder for everything that the engine writes
  Soak(Duration lasts, long seed, Path folder) {
    this.lasts = lasts;
    this.seed = seed;
    this.folder = folder;
    this.random = new SplittableRandom(seed);
    this.atSource = new Troubles(seed, watch.atSource());
    this.atDestination = new Troubles(~seed, watch.atDestination());
  }

  /// Lets it all happen, and proves the end.
  void run() {
    say("%d s, seed %d; again: %s".formatted(lasts.toSeconds(), seed, again()));
    source.samples().put(SampleData.attributes());
    source.samples().put(GONE);
    try (RelayProxy from = RelayProxy.before(source.access(), atSource);
        RelayProxy to = RelayProxy.before(destination.access(), atDestination);
        DemoQueue queue = SharedServers.queue();
        LiveEngine engine = engine(from, to, queue)) {
      engine.await("a first audit", status -> status.audits().last() != null);
      atSource.begin();
      atDestination.begin();
      removeOne(queue);
      var habits = new LiveSource.Habits(RATE, seed, watch);
      try (LiveSource changes = new LiveSource(source.client(), source.name(), queue, habits)) {
        while (changes.seconds() < lasts.toSeconds()) {
          live(engine, changes);
          from.forget();
          to.forget();
        }
        changes.stop();
        say("%s; %d %s".formatted(changes.inWords(), changes.told(), changes.toldInWords()));
      }
      atSource.end();
      atDestination.end();
      say(
          "asked of the source %s, of the destination %s, %d DELETEs; killed %d times"
              .formatted(atSource.inWords(), atDestination.inWords(), watch.deletes(), kills));
      settle(engine, queue);
      assertThat(engine.stop()).as("exit code").isZero();
    }
    judge();
  }

  /// There is something to delete, however few changes are made and copied meanwhile.
  private void removeOne(DemoQueue queue) {
    watch.goes(GONE.key());
    source.samples().delete(GONE.key());
    queue.send(EventFeed.event(source.name(), "ObjectRemoved:Delete", GONE.key()));
  }

  private String again() {
    return lasts.toMinutes() == 0
        ? "./mvnw -Psoak verify -Dsoak.minutes=1 -Dsoak.seed=" + seed
        : "./mvnw -Psoak verify -Dsoak.minutes=" + lasts.toMinutes() + " -Dsoak.seed=" + seed;
  }

  private LiveEngine engine(RelayProxy from, RelayProxy to, DemoQueue queue) {
    return LiveEngine.start(
        (arguments, terminal) -> Main.run(arguments.toArray(String[]::new), terminal),
        folder,
        DemoSide.in(folder, source.access().at(from.endpoint()), source.name()),
        DemoSide.in(folder, destination.access().at(to.endpoint()), destination.name()),
        queue.url());
  }

  /// One life of the engine, which a kill ends: mostly a while after it began to answer, now and
  /// then while it starts.
  private void live(LiveEngine engine, LiveSource changes) {
    boolean young = random.nextInt(YOUNG_IN) == 0;
    long left = random.nextLong(LEAST_LIFE.toNanos(), longestLife());
    double end = changes.seconds() + left / 1e9;
    boolean up = young;
    while (changes.seconds() < (up ? end : lasts.toSeconds())) {
      if (!up && engine.status().isPresent()) {
        up = true;
        end = changes.seconds() + left / 1e9;
      }
      LiveEngine.pause();
    }
    say(
        "%4.0f s, %d changes, %d told; it is %s"
            .formatted(
                changes.seconds(),
                changes.changes(),
                changes.told(),
                engine.status().map(Soak::inWords).orElse("starting")));
    engine.killAndRestart();
    kills++;
  }

  private long longestLife() {
    return Math.min(LONGEST_LIFE.toNanos(), lasts.toNanos() / 2);
  }

  private static String inWords(RouteStatus status) {
    return "%s, %d wait, %d parked, lag p99 %d ms"
        .formatted(
            status.condition(),
            status.work().backlog().pending(),
            status.work().parked(),
            status.lag().p99().toMillis());
  }

  /// What still waits is worked off; then audits find what no event told, until there is nothing.
  private void settle(LiveEngine engine, DemoQueue queue) {
    engine.await("everything worked off", status -> isIdle(status, queue));
    say("audits, now that nothing is in its way");
    int audits = 0;
    AuditRecord last;
    do {
      last = engine.audit(quiet()).audits().last();
      engine.await("everything worked off", status -> isIdle(status, queue));
      audits++;
      say(String.valueOf(last));
    } while (audits < MOST_AUDITS && (last == null || last.result() != AuditRecord.Result.EQUAL));
    assertThat(last)
        .isNotNull()
        .extracting(AuditRecord::result)
        .isEqualTo(AuditRecord.Result.EQUAL);
    engine.await(
        "a route that is equal",
        status -> isIdle(status, queue) && status.condition() == RouteStatus.Condition.EQUAL);
  }

  private static boolean isIdle(RouteStatus status, DemoQueue queue) {
    return queue.isEmpty()
        && status.work().backlog().pending() == 0
        && status.work().inFlight() == 0
        && !status.audits().running();
  }

  private void judge() {
    assertThat(watch.wrong()).as("wrong DELETEs").isEmpty();
    assertThat(watch.deletes()).isPositive();
    Longhaul.Ended deep = new Longhaul(folder, source, destination).verify("--deep");
    assertThat(deep.code()).as(deep.all()).isEqualTo(ExitCode.DONE);
    assertThat(source.differencesTo(destination)).isEmpty();
    say("equal: %d keys".formatted(source.keys().size()));
  }

  private static Terminal quiet() {
    return new Terminal(LiveEngine.unheard(), LiveEngine.unheard(), false);
  }

  private static void say(String what) {
    System.out.println("soak: " + what);
  }
}
