package dev.longhaul.s3copy.worker;

import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.reconcile.ParkReason;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.CopyTablesInMemory;
import dev.longhaul.s3copy.CredentialObject;
import dev.longhaul.s3copy.JobLeases;
import dev.longhaul.s3copy.Lease;
import dev.longhaul.s3copy.TablesUnavailable;
import dev.longhaul.s3copy.Taking;
import dev.longhaul.s3copy.Worker;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.transfer.Proof;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// A worker in a simulated world, with tables in memory and copies that end as the test says.
final class JobWorld {
  final Simulation simulation;
  final CopyTablesInMemory stored;
  final List<String> metric = new ArrayList<>();
  final List<String> remarks = new ArrayList<>();
  final List<String> copying = new ArrayList<>();

  /// Calls of the tables that give no answer from now on.
  int unanswered;

  /// How each copy ends.
  Function<CopyJob, Outcome> outcome = job -> copied(job);

  /// What happens while a copy is made.
  Consumer<CopyJob> during = _ -> {};

  JobWorld(long seed) {
    simulation = new Simulation(seed);
    stored = new CopyTablesInMemory(simulation.clock());
  }

  static CopyJob job(String id, String key) {
    return new CopyJob(
        id,
        "near",
        ObjectKey.of(key),
        "far",
        new CredentialObject("keys", ObjectKey.of("credential.txt")));
  }

  static Outcome copied(CopyJob job) {
    return new Outcome.Copied(job.key(), 1, new Proof.EqualEtags());
  }

  static Outcome parked(CopyJob job, ParkReason reason) {
    return new Outcome.Parked(
        new ParkedKey(
            job.key(), reason.name(), "it is so", reason.remedy(), java.time.Instant.EPOCH));
  }

  CopyWorker worker() {
    return worker("i-1");
  }

  CopyWorker worker(String instance) {
    return new CopyWorker(
        new CopyTables(new Shaky(), stored, stored),
        new Worker(instance, null),
        new CopyWorker.Work(new Copies(), new Times(), remarks::add),
        simulation.workers(),
        simulation.clock());
  }

  /// Runs a test in the simulated world.
  void play(Runnable test) {
    simulation.run(() -> {
      test.run();
      return true;
    });
  }

  Map<String, String> open(String id) {
    return stored.rows(CopyTables.OPEN).getOrDefault(id, Map.of());
  }

  Map<String, String> result(String id) {
    return stored.rows(CopyTables.RESULTS).getOrDefault(id, Map.of());
  }

  void sleep(Duration time) {
    simulation.clock().sleep(time);
  }

  private final class Copies implements KeyCopy {
    @Override
    public void prepare(CopyJob job) {
      simulation.step("prepare");
    }

    @Override
    public Outcome copy(CopyJob job) {
      copying.add(job.key().text());
      try {
        during.accept(job);
        simulation.step("copy");
        return outcome.apply(job);
      } finally {
        copying.remove(job.key().text());
      }
    }
  }

  private final class Times implements SyncTimes {
    @Override
    public void put(String bucket, Duration time) {
      metric.add(bucket + " " + time.toSeconds());
    }

    @Override
    public void close() {}
  }

  /// Tables that may give no answer.
  private final class Shaky implements JobLeases {
    private void ask() {
      simulation.step("tables");
      if (unanswered > 0) {
        unanswered--;
        throw new TablesUnavailable("DynamoDB is not reached", null);
      }
    }

    @Override
    public Taking take(CopyJob job, Worker worker, Duration lease) {
      ask();
      return stored.take(job, worker, lease);
    }

    @Override
    public boolean renew(Lease lease, Duration length) {
      ask();
      return stored.renew(lease, length);
    }

    @Override
    public Optional<Lease> takeOver(Lease handed, Worker worker, Duration length) {
      ask();
      return stored.takeOver(handed, worker, length);
    }

    @Override
    public void settle(Lease lease, Duration syncTime) {
      ask();
      stored.settle(lease, syncTime);
    }

    @Override
    public void release(Lease lease, String why) {
      ask();
      stored.release(lease, why);
    }
  }
}
