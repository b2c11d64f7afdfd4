package dev.longhaul.s3copy.worker;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.Workers;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.Lease;
import dev.longhaul.s3copy.Taking;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/// Does many jobs at once, for as long as the process resides. Thread-safe.
///
/// It accepts a job by taking it: from then on the row in `S3Single` is the record, and the job is
/// done, parked or given back. Whatever ends the process, none is lost.
public final class Resident {
  private final CopyWorker worker;
  private final Limits limits;
  private final Workers workers;
  private final Consumer<JobEnd> ended;
  private final Monitor monitor;

  /// Guarded by the monitor, as the fields below.
  private final Queue<Lease> waiting = new ArrayDeque<>();

  private int places;
  private int working;
  private boolean stopping;

  /// How much it does at once.
  ///
  /// @param atOnce jobs worked on
  /// @param waiting jobs accepted and not begun, at most
  /// @param stopWithin how long jobs in flight may take once it was told to stop
  public record Limits(int atOnce, int waiting, Duration stopWithin) {
    /// For a machine with some hundred megabytes for the process. Waiting jobs have their lease
    /// renewed every half minute each.
    public static final Limits USUAL = new Limits(32, 1_000, Duration.ofSeconds(60));

    public Limits {
      if (atOnce < 1 || waiting < 0 || stopWithin.isNegative()) {
        throw new IllegalArgumentException(
            "at least one job at once, and none less than none wait");
      }
    }
  }

  /// @param ended is told of every job, from many threads at once
  public Resident(CopyWorker worker, Limits limits, Workers workers, Consumer<JobEnd> ended) {
    this.worker = worker;
    this.limits = limits;
    this.workers = workers;
    this.ended = ended;
    this.monitor = workers.monitor();
  }

  /// Accepts a job, or says why not: another has it, or it is done.
  ///
  /// @throws JobRefused when it takes no more now, or nobody may do this one
  /// @throws dev.longhaul.s3copy.TablesUnavailable when it is not known whether it was taken
  public Taking accept(CopyJob job) {
    monitor.enter(() -> {
      if (stopping) {
        throw new JobRefused("this worker is about to stop");
      }
      if (places >= limits.atOnce() + limits.waiting()) {
        throw new JobRefused(
            "this worker has " + places + " jobs and takes no more; try another instance");
      }
      return ++places;
    });
    boolean taken = false;
    try {
      Taking taking = worker.take(job);
      if (taking instanceof Taking.Taken(Lease lease)) {
        taken = true;
        monitor.enter(() -> waiting.add(lease));
      }
      return taking;
    } finally {
      if (!taken) {
        monitor.enter(() -> --places);
      }
    }
  }

  /// How many jobs are worked on and how many wait.
  public Load load() {
    return monitor.enter(() -> new Load(working, waiting.size()));
  }

  /// What it has to do.
  public record Load(int working, int waiting) {}

  /// Works until it is told to stop; gives back what is not done by then.
  public void run() {
    try (Workers.Group group = workers.open("jobs")) {
      for (int index = 0; index < limits.atOnce(); index++) {
        group.start(this::work);
      }
      monitor.when(() -> stopping, () -> true);
      giveBackWaiting();
      monitor.when(() -> working == 0, limits.stopWithin(), () -> true);
      group.cancel();
    }
    // Whoever was accepting a job meanwhile has put it there.
    monitor.when(() -> places == waiting.size(), () -> true);
    giveBackWaiting();
  }

  private void giveBackWaiting() {
    List<Lease> left =
        monitor.enter(() -> {
          List<Lease> all = new ArrayList<>(waiting);
          waiting.clear();
          places -= all.size();
          return all;
        });
    for (Lease lease : left) {
      worker.giveBack(lease, "the worker was told to stop before it began");
    }
  }

  /// Tells it to stop; `run` returns when it did. Idempotent.
  public void stop() {
    monitor.enter(() -> stopping = true);
  }

  private boolean work() {
    Optional<Lease> next = next();
    while (next.isPresent()) {
      try {
        ended.accept(worker.work(next.get()));
      } catch (Cancelled told) {
        ended.accept(new JobEnd.Undone(next.get().job(), "the worker was told to stop"));
        throw told;
      } finally {
        monitor.enter(() -> {
          places--;
          return --working;
        });
      }
      next = next();
    }
    return true;
  }

  private Optional<Lease> next() {
    return monitor.when(
        () -> stopping || !waiting.isEmpty(),
        () -> {
          Lease lease = stopping ? null : waiting.poll();
          if (lease != null) {
            working++;
          }
          return Optional.ofNullable(lease);
        });
  }
}
