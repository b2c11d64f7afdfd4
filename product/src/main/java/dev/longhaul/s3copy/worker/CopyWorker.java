package dev.longhaul.s3copy.worker;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Workers;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.Escaped;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.reconcile.ParkReason;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.Lease;
import dev.longhaul.s3copy.MalformedJob;
import dev.longhaul.s3copy.TablesUnavailable;
import dev.longhaul.s3copy.Taking;
import dev.longhaul.s3copy.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Does jobs: takes them, has their keys made equal, and writes down how that ended. Thread-safe;
/// one for a process, however many jobs it does at once.
public final class CopyWorker implements AutoCloseable {
  /// Pauses between tries of writing down an end.
  private static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(15));

  /// How long a job lives whose parts are with others before any of them shows up.
  private static final Duration HANDED = Duration.ofMinutes(5);

  private static final String STOPS = "the worker was told to stop";

  private final CopyTables tables;
  private final KeyCopy copies;
  private final SyncTimes times;
  private final Consumer<String> remarks;
  private final Clock clock;
  private final LeaseKeeper keeper;
  private final KeyTurns turns;

  /// @param self as which it takes jobs
  public CopyWorker(CopyTables tables, Worker self, Work work, Workers workers, Clock clock) {
    this.tables = tables;
    this.copies = work.copies();
    this.times = work.times();
    this.remarks = work.remarks();
    this.clock = clock;
    this.keeper = new LeaseKeeper(tables.leases(), self, workers, clock);
    this.turns = new KeyTurns(workers);
  }

  /// What jobs are done with.
  ///
  /// @param remarks is told what a person may want to know
  public record Work(KeyCopy copies, SyncTimes times, Consumer<String> remarks) {}

  /// Takes a job. One that was taken is worked on or given back, and its lease renewed until then.
  ///
  /// @throws JobRefused when nobody may do it, or its row in a table cannot be read
  /// @throws TablesUnavailable when it is not known whether it was taken; nothing is done then
  public Taking take(CopyJob job) {
    refuseCredentials(job);
    try {
      return keeper.take(job);
    } catch (MalformedJob malformed) {
      throw new JobRefused(
          "the row of job "
              + job.id()
              + " cannot be read: "
              + malformed.getMessage()
              + "; put it right in the table, or remove it");
    }
  }

  /// Takes a job whose parts were with others, from whoever handed it over; empty when it is not
  /// ours to end.
  public Optional<Lease> takeOver(Lease handed) {
    return keeper.takeOver(handed);
  }

  /// The keys of one world must not reach the other as data (decision 25).
  private static void refuseCredentials(CopyJob job) {
    if (job.credentials() != null
        && job.bucket().equals(job.credentials().bucket())
        && job.key().equals(job.credentials().key())) {
      throw new JobRefused(
          "this is the object with the destination's credentials, which is never copied; keep it in"
              + " a bucket of its own");
    }
  }

  /// Works on a job that was taken, to whatever end.
  ///
  /// @throws Cancelled when it was told to stop; the job was given back
  public JobEnd work(Lease lease) {
    try {
      return attempt(lease);
    } catch (Cancelled told) {
      giveBack(lease, STOPS);
      throw told;
    } catch (CopyUnavailable refused) {
      return undone(lease, String.valueOf(refused.getMessage()));
    } catch (RuntimeException unforeseen) {
      return undone(lease, "nobody foresaw this: " + Escaped.text(unforeseen.toString()));
    }
  }

  private JobEnd attempt(Lease lease) {
    CopyJob job = lease.job();
    copies.prepare(job);
    return turns.during(job, () -> copied(lease));
  }

  private JobEnd copied(Lease lease) {
    long begun = clock.nanos();
    Outcome outcome = copies.copy(lease.job());
    Duration time = Duration.ofNanos(clock.nanos() - begun);
    return switch (outcome) {
      case Outcome.Equal _, Outcome.Copied _, Outcome.Updated _, Outcome.Deleted _ ->
          settled(lease, outcome, time);
      // The source has no such key any more; deleting it is the business of Main (decision 26).
      case Outcome.Kept _ -> settled(lease, outcome, time);
      case Outcome.Parked(ParkedKey parked) -> parked(lease, parked);
      case Outcome.Unfinished unfinished -> undone(lease, unfinished.failure().message());
      case Outcome.HandedOver _ -> handedOver(lease);
      case Outcome.DeleteWaits _, Outcome.DeleteHeld _, Outcome.Planned _ ->
          undone(lease, "nothing was done, as if it was to be deleted");
    };
  }

  private JobEnd settled(Lease lease, Outcome outcome, Duration time) {
    JobEnd end =
        written(
            lease,
            ours -> {
              tables.leases().settle(lease, time);
              return new JobEnd.Settled(lease.job(), outcome, time);
            });
    if (outcome instanceof Outcome.Copied && end instanceof JobEnd.Settled) {
      times.put(lease.job().bucket(), time);
    }
    return end;
  }

  /// A key that is written to all the time settles once that ends; the others need somebody.
  private JobEnd parked(Lease lease, ParkedKey parked) {
    if (parked.reason().equals(ParkReason.CHANGING.name())) {
      return undone(lease, parked.message());
    }
    return written(
        lease,
        ours -> {
          if (ours) {
            tables
                .records()
                .park(
                    lease.job().id(),
                    parked.reason() + ": " + parked.message() + "; " + parked.remedy());
          }
          return new JobEnd.Parked(lease.job(), parked);
        });
  }

  /// Writes an end down, and tries again where the tables give no answer.
  private JobEnd written(Lease lease, Function<Boolean, JobEnd> write) {
    boolean ours = keeper.letGo(lease);
    for (int tries = 0; ; tries++) {
      try {
        return write.apply(ours);
      } catch (TablesUnavailable unanswered) {
        if (tries == PAUSES.size()) {
          return new JobEnd.Undone(
              lease.job(),
              "its end could not be written down, so it is done once more: "
                  + unanswered.getMessage());
        }
        clock.sleep(PAUSES.get(tries));
      }
    }
  }

  /// Parts that nobody has begun by then, and nobody else has renewed the job for, are no longer
  /// waited for.
  private JobEnd handedOver(Lease lease) {
    if (keeper.letGo(lease)) {
      try {
        tables.leases().renew(lease, HANDED);
      } catch (TablesUnavailable unanswered) {
        remarks.accept("job " + lease.job().id() + ": " + unanswered.getMessage());
      }
    }
    return new JobEnd.HandedOver(lease.job());
  }

  private JobEnd undone(Lease lease, String why) {
    giveBack(lease, why);
    return new JobEnd.Undone(lease.job(), why);
  }

  /// Gives a job back that was taken, so that Monitor sends it again; if the tables give no answer,
  /// it does so when the lease has run out.
  void giveBack(Lease lease, String why) {
    if (!keeper.letGo(lease)) {
      return;
    }
    try {
      tables.leases().release(lease, why);
    } catch (TablesUnavailable unanswered) {
      remarks.accept(
          "job "
              + lease.job().id()
              + " is given back when its lease has run out: "
              + unanswered.getMessage());
    }
  }

  /// Renews no lease any more; jobs that were neither finished nor given back are sent again.
  @Override
  public void close() {
    keeper.close();
    times.close();
  }
}
