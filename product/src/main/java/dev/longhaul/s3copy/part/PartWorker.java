package dev.longhaul.s3copy.part;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Workers;
import dev.longhaul.ledger.PartRecord;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.JobId;
import dev.longhaul.s3copy.JobRow;
import dev.longhaul.s3copy.Lease;
import dev.longhaul.s3copy.PartJob;
import dev.longhaul.s3copy.Taking;
import dev.longhaul.s3copy.part.UploadRow.Errand;
import dev.longhaul.s3copy.part.UploadRow.Standing;
import dev.longhaul.s3copy.worker.CopyUnavailable;
import dev.longhaul.s3copy.worker.CopyWorker;
import dev.longhaul.s3copy.worker.JobEnd;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.UploadId;
import dev.longhaul.transfer.PartOrder;
import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;

/// Function `S3CopyToChina-MPU`: begins jobs and carries parts; whoever carries the last part of an
/// upload ends its job. Thread-safe; one for a process.
///
/// A part counts as carried once its row says so, and the rows are read consistently by whoever
/// counts all of them: so somebody sees that the last one is there, and the job's lease lets
/// exactly one of those who see it end the job. Whoever dies on the way is missed by nobody: the
/// job's lease runs out, it is sent again, and what is there already is gone on with.
public final class PartWorker {
  /// How long a part is somebody's after the last sign of life.
  static final Duration LEASE = Duration.ofMinutes(2);

  /// How often a job that was sent once may be taken and its parts handed over: it takes two when
  /// all is well, and more when invocations are repeated or the source changes on the way.
  static final int TAKES = 10;

  private final PartTables tables;
  private final CopyTables jobs;
  private final Work work;
  private final Workers workers;
  private final Clock clock;

  public PartWorker(PartTables tables, CopyTables jobs, Work work, Workers workers, Clock clock) {
    this.tables = tables;
    this.jobs = jobs;
    this.work = work;
    this.workers = workers;
    this.clock = clock;
  }

  /// What it is done with.
  ///
  /// @param worker does whole jobs; large ones it hands over to the couriers
  public record Work(
      CopyWorker worker,
      PartCopies copies,
      UploadBook book,
      PartCouriers couriers,
      PartPace pace) {}

  /// Does a job, or hands its parts over.
  ///
  /// @throws dev.longhaul.s3copy.worker.JobRefused when nobody may do it
  /// @throws dev.longhaul.s3copy.TablesUnavailable when it is not known whether it was taken
  public PartEnd job(CopyJob job) {
    return switch (work.worker().take(job)) {
      case Taking.Taken(Lease lease) -> ended(lease);
      case Taking.Busy(var until) ->
          new PartEnd.Idle("another has job " + job.id() + " until " + until);
      case Taking.Done() -> new PartEnd.Idle("job " + job.id() + " is done already");
    };
  }

  private PartEnd ended(Lease lease) {
    JobEnd end = work.couriers().during(lease, mayHand(lease), () -> work.worker().work(lease));
    if (end instanceof JobEnd.Settled) {
      work.book().settled(lease.job());
    }
    return new PartEnd.Ended(end);
  }

  /// Whoever takes the job has its next number, so a number far beyond what it was sent tells of
  /// uploads that come to no end, as where each is refused when it is whole. It is not begun again
  /// then, until Monitor sends the job once more, which it does more and more seldom.
  private boolean mayHand(Lease lease) {
    long sent = jobs.records().find(lease.job().id()).map(JobRow::attempts).orElse(1L);
    return lease.number() <= TAKES * Math.max(1, sent);
  }

  /// Carries a part, and ends the job if it was the last.
  ///
  /// @throws dev.longhaul.s3copy.MalformedJob when a row that it needs does not say what it must
  /// @throws dev.longhaul.s3copy.TablesUnavailable when the tables give no answer; the same again
  ///   does no harm
  public PartEnd part(PartJob part) {
    Optional<UploadRow> row = tables.uploads().find(part.upload());
    if (row.isEmpty() || row.get().standing() != Standing.OPEN) {
      return new PartEnd.Idle("its upload has ended");
    }
    Errand errand = row.get().errand();
    if (errand == null) {
      return replace(part);
    }
    return switch (tables.parts().take(part, LEASE)) {
      case PartTaking.Taken taken -> carry(taken, errand);
      case PartTaking.Busy(var until) -> new PartEnd.Idle("another carries it until " + until);
      // Whoever carried it may have died before it was counted.
      case PartTaking.Carried() -> end(part);
    };
  }

  private PartEnd carry(PartTaking.Taken taken, Errand errand) {
    PartJob part = taken.part();
    CopyJob job = job(part, errand.job());
    Optional<PartRecord> record;
    long begun = clock.nanos();
    try (Pulse _ =
        new Pulse(
            workers, clock, () -> renew(taken, new Lease(job, errand.number(), clock.now())))) {
      record = work.copies().carry(job, order(part, errand));
    } catch (StoreException failed) {
      return failed(taken, failed.failure());
    } catch (CopyUnavailable refused) {
      tables.parts().release(taken, String.valueOf(refused.getMessage()));
      return new PartEnd.Undone(String.valueOf(refused.getMessage()));
    }
    if (record.isEmpty()) {
      tables.parts().release(taken, "the source is another object by now");
      return lookAgain(part, "the source is another object by now");
    }
    Duration took = Duration.ofNanos(clock.nanos() - begun);
    return carried(part, record.get(), took);
  }

  private PartEnd carried(PartJob part, PartRecord record, Duration took) {
    if (!tables.parts().carried(part.upload(), record)) {
      return end(part);
    }
    work.pace().measured(part.destinationBucket(), record.size(), took);
    int parts = tables.uploads().find(part.upload()).map(UploadRow::parts).orElse(0);
    int counted = tables.uploads().count(part.upload());
    return counted < parts ? new PartEnd.Carried(parts, counted) : end(part);
  }

  /// What a store refuses it refuses again: the reconciler looks what is the matter. The upload may
  /// be gone, for one.
  private PartEnd failed(PartTaking.Taken taken, Failure failure) {
    tables.parts().release(taken, failure.message());
    return switch (failure) {
      case Failure.Refused(String message, var _, var _) -> lookAgain(taken.part(), message);
      case Failure.Transient _, Failure.Throttled _, Failure.WrongCredentials _ ->
          new PartEnd.Undone(failure.message());
    };
  }

  private void renew(PartTaking.Taken part, Lease job) {
    tables.parts().renew(part, LEASE);
    jobs.leases().renew(job, LEASE);
  }

  private static PartOrder order(PartJob part, Errand errand) {
    return new PartOrder(
        errand.intent(),
        part.key(),
        part.key(),
        errand.source(),
        new UploadId(part.upload()),
        part.number(),
        part.range(),
        errand.hashing());
  }

  private static CopyJob job(PartJob part, String id) {
    return new CopyJob(id, part.bucket(), part.key(), part.destinationBucket(), part.credentials());
  }

  /// Ends the job if every part is there: the count says that it is worth looking, the rows say
  /// whether it is so.
  private PartEnd end(PartJob part) {
    Optional<UploadRow> row = tables.uploads().find(part.upload());
    int parts = row.map(UploadRow::parts).orElse(0);
    int carried = carriedOf(part.upload());
    return carried < parts
        ? new PartEnd.Carried(parts, carried)
        : lookAgain(part, "every part is there");
  }

  private int carriedOf(String upload) {
    BitSet carried = new BitSet();
    tables.parts().readable(upload).forEach(row -> carried.set(row.job().number(), row.carried()));
    return carried.cardinality();
  }

  /// The job is the reconciler's again, and of those who want that exactly one has it done. The
  /// lease is the one of whoever handed the parts over last.
  private PartEnd lookAgain(PartJob part, String why) {
    Optional<UploadRow> row = tables.uploads().find(part.upload());
    Errand errand = row.map(UploadRow::errand).orElse(null);
    if (errand == null || row.get().standing() != Standing.OPEN) {
      return new PartEnd.Idle("its upload has ended");
    }
    CopyJob job = job(part, errand.job());
    return work.worker()
        .takeOver(new Lease(job, errand.number(), clock.now()))
        .map(this::ended)
        .orElseGet(() -> new PartEnd.Idle(why + ", and somebody else sees to it"));
  }

  /// An upload that the original's Main opened is of no use: nobody wrote down which incarnation
  /// its parts are of, and it was opened without metadata. So its key becomes a job of its own,
  /// which the first of its parts begins, and all others find the upload ended.
  private PartEnd replace(PartJob part) {
    CopyJob job = job(part, JobId.of(part.bucket(), part.key(), "upload " + part.upload()));
    jobs.records().record(job);
    return switch (work.worker().take(job)) {
      case Taking.Taken(Lease lease) -> {
        work.copies().drop(job, new UploadId(part.upload()));
        tables.parts().forgetAll(part.upload());
        tables.uploads().end(part.upload(), Standing.DROPPED);
        yield ended(lease);
      }
      case Taking.Busy _, Taking.Done _ -> new PartEnd.Idle("another makes the key equal");
    };
  }
}
