package dev.longhaul.s3copy.part;

import dev.longhaul.effect.Workers;
import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.InMemoryLedger;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.reconcile.EngineInMemory;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CopyRoutes;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.CopyTablesInMemory;
import dev.longhaul.s3copy.PartJob;
import dev.longhaul.s3copy.function.Dispatch;
import dev.longhaul.s3copy.function.Journal;
import dev.longhaul.s3copy.function.KeyHandler;
import dev.longhaul.s3copy.function.MonitorFunction;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.MultipartUploads;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.Observer;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.UploadedPart;
import dev.longhaul.store.memory.Content;
import dev.longhaul.store.memory.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Functions, tables and two buckets in a simulated world. Messages are delivered in any order,
/// some of them twice, each to a process of its own, and processes die.
final class PartWorld implements Journal {
  static final ObjectKey KEY = ObjectKey.of("large");
  static final int PART = 700;
  private static final CopyRoutes ROUTES = new CopyRoutes.One("far", null, List.of());

  final Simulation simulation;
  final SplittableRandom dice;
  final InMemoryStore source = new InMemoryStore("near");
  final InMemoryStore destination = new InMemoryStore("far");
  final CopyTablesInMemory jobs;
  final PartTablesInMemory parts;
  final List<Object> queue = new ArrayList<>();
  final List<Content> versions = new ArrayList<>();
  final List<String> lines = new ArrayList<>();

  /// Calls of ports by all processes so far, and the one at which its process dies.
  long calls;

  long dies = -1;

  /// How often all parts of an upload were read.
  int readings;

  /// Whether whoever invokes functions sends again what failed.
  boolean retries = true;

  boolean duplicates;
  private int processes;
  private boolean over;

  PartWorld(long seed) {
    simulation = new Simulation(seed);
    dice = new SplittableRandom(seed * 31 + 1);
    jobs = new CopyTablesInMemory(simulation.clock());
    parts = new PartTablesInMemory(simulation.clock());
    for (InMemoryStore store : List.of(source, destination)) {
      store.setMinPartSize(1);
      store.setTime(simulation.clock()::now);
      store.setInitiator("us");
    }
  }

  static CopyJob job(String id) {
    return new CopyJob(id, "near", KEY, "far", null);
  }

  /// The source gets another object of so many parts, without anybody noticing.
  void write(int seed, int count) {
    byte[] bytes = new byte[count * PART - 3];
    new SplittableRandom(seed).nextBytes(bytes);
    MultipartUploads uploads = source.ports().uploads();
    UploadId id = uploads.create(KEY, ObjectAttributes.of(Metadata.NONE, Tags.NONE), null);
    List<UploadedPart> stored = new ArrayList<>();
    for (int part = 0; part < count; part++) {
      byte[] piece =
          Arrays.copyOfRange(bytes, part * PART, Math.min(bytes.length, (part + 1) * PART));
      stored.add(uploads.upload(KEY, id, part + 1, Content.of(piece).toBody()));
    }
    uploads.complete(
        KEY, id, new dev.longhaul.store.Completion(stored, new Precondition.None(), null));
    versions.add(Content.of(bytes));
  }

  /// Runs a scene while functions work off what is sent, then Monitor until every job is done.
  void play(Runnable scene) {
    simulation.run(() -> {
      try (Workers.Group group = simulation.workers().open("functions")) {
        for (int instance = 0; instance < 3; instance++) {
          group.start(this::serve);
        }
        scene.run();
        for (int pass = 0; pass < 40 && !isQuiet(); pass++) {
          simulation.clock().sleep(Duration.ofMinutes(5));
          monitor();
        }
        over = true;
      }
      return true;
    });
  }

  boolean isQuiet() {
    boolean done =
        jobs.rows(CopyTables.RESULTS).values().stream()
            .allMatch(row -> "Y".equals(row.get("complete")));
    return done
        && queue.isEmpty()
        && parts.parts().isEmpty()
        && parts.uploads().stream().noneMatch(row -> "N".equals(row.get("complete")))
        && jobs.rows(CopyTables.OPEN).isEmpty();
  }

  private KeyHandler handler(Dispatch dispatch) {
    Observer observer = new Observer(source.ports(), simulation.clock());
    return new KeyHandler(
        jobs.tables(),
        dispatch,
        (_, key) -> observer.observe(key),
        job ->
            EngineInMemory.mirror(source, destination)
                .apply(Hint.of(job.key(), Hint.Cause.EVENT, simulation.clock().now())),
        simulation.clock());
  }

  /// What Main does with an event.
  void event(CopyJob job) {
    handler(this::dispatch).event(job);
  }

  private Dispatch.Answer dispatch(CopyJob job, long size) {
    queue.add(job);
    return new Dispatch.Answer.Sent("function", null);
  }

  /// One pass of Monitor.
  void monitor() {
    new MonitorFunction(
            jobs.tables(),
            handler(this::dispatch),
            new MonitorFunction.Setting(() -> ROUTES, 20),
            this,
            simulation.clock())
        .pass(Instant.MAX, null);
    try (PartProcess process = new PartProcess(this, "monitor", false)) {
      uploadMonitor(process).pass(Instant.MAX);
    }
  }

  private UploadMonitor uploadMonitor(PartProcess process) {
    return new UploadMonitor(
        process.partTables,
        process.tables,
        new UploadMonitor.Means(
            queue::add, process, new UploadBook(process.partTables), () -> ROUTES, this::line),
        3,
        simulation.clock());
  }

  private boolean serve() {
    while (!over) {
      Object message = next();
      if (message == null) {
        simulation.clock().sleep(Duration.ofMillis(200));
      } else {
        deliver(message, 0);
      }
    }
    return true;
  }

  private @Nullable Object next() {
    if (queue.isEmpty()) {
      return null;
    }
    Object message = queue.remove(dice.nextInt(queue.size()));
    if (duplicates && dice.nextInt(3) == 0) {
      queue.add(message);
    }
    return message;
  }

  private void deliver(Object message, int tries) {
    PartProcess process = new PartProcess(this, "function-" + ++processes, true);
    boolean done;
    try {
      done = process.invoke(message);
    } catch (PartProcess.Died died) {
      line(String.valueOf(died.getMessage()));
      done = false;
    } finally {
      process.close();
    }
    if (!done && retries && tries < 2) {
      simulation.clock().sleep(Duration.ofMinutes(1));
      deliver(message, tries + 1);
    }
  }

  /// Whether the destination holds one of the objects that the source ever was, or nothing.
  boolean isWhole() {
    return !destination.has(KEY)
        || versions.stream()
            .anyMatch(version ->
                Arrays.equals(version.toBytes(), destination.object(KEY).content().toBytes()));
  }

  boolean isEqual() {
    return destination.has(KEY)
        && Arrays.equals(
            source.object(KEY).content().toBytes(), destination.object(KEY).content().toBytes());
  }

  Map<String, String> result(String id) {
    return jobs.rows(CopyTables.RESULTS).getOrDefault(id, Map.of());
  }

  List<PartJob> messages() {
    return queue.stream().filter(PartJob.class::isInstance).map(PartJob.class::cast).toList();
  }

  /// The tables of the world, where nobody dies.
  PartTables tables() {
    return parts.tables();
  }

  InMemoryLedger forgetful() {
    return new InMemoryLedger();
  }

  @Override
  public String toString() {
    return String.join("\n", lines)
        + "\nsent: "
        + queue
        + "\njobs: "
        + jobs.rows(CopyTables.OPEN)
        + jobs.rows(CopyTables.RESULTS)
        + "\nuploads: "
        + parts.uploads()
        + parts.parts();
  }

  @Override
  public void line(String text) {
    lines.add(text);
  }

  @Override
  public void count(Figure figure, long number) {}
}
