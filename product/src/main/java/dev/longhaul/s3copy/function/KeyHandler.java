package dev.longhaul.s3copy.function;

import dev.longhaul.effect.Clock;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.JobRow;
import dev.longhaul.s3copy.JobRow.Standing;
import dev.longhaul.s3copy.OpenJob;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What Main and Monitor do with one key, whatever an event called it: a key that the source has is
/// written down and sent to a worker; one that it does not have is deleted here and now, or waits
/// as a row while a worker may be at it (decision 26). Thread-safe.
public final class KeyHandler {
  /// How long what was sent is not sent again: the original's Monitor waits 300 seconds.
  public static final Duration STALE = Duration.ofMinutes(5);

  /// Objects from this size on are worth going on with. That an instance is gone is known minutes
  /// later only, and smaller ones are sent anew in less.
  static final long WORTH = 64L << 20;

  private final CopyTables tables;
  private final Dispatch dispatch;
  private final KeySight source;
  private final KeyEngine engine;
  private final Clock clock;

  /// How it ended for now.
  public sealed interface Handled {
    /// A worker has it, or is about to.
    record Sent(String worker) implements Handled {}

    /// It is equal: deleted, or done before.
    record Done() implements Handled {}

    /// It waits in `S3SingleResult` for Monitor.
    record Waits(String why) implements Handled {}

    /// It waits for a person, and the table says why.
    record Parked(String why) implements Handled {}

    /// It cannot be done; trying again may help or not.
    ///
    /// @param lasting whether nothing but a person is likely to change it
    record Failed(String why, boolean lasting) implements Handled {}
  }

  public KeyHandler(
      CopyTables tables, Dispatch dispatch, KeySight source, KeyEngine engine, Clock clock) {
    this.tables = tables;
    this.dispatch = dispatch;
    this.source = source;
    this.engine = engine;
    this.clock = clock;
  }

  /// A job that an event asks for.
  ///
  /// @throws NotSent when no worker could be sent anything
  /// @throws dev.longhaul.s3copy.TablesUnavailable when the tables do not answer
  public Handled event(CopyJob job) {
    return switch (source.observe(job.bucket(), job.key())) {
      case Observation.Present present -> {
        JobRow row = tables.records().record(job);
        yield isUnderWay(row)
            ? new Handled.Sent("on its way already")
            : send(job, present.state().size(), row, null);
      }
      case Observation.Absent _ -> absent(job);
      case Observation.Unknown(Failure failure) -> unknown(failure);
    };
  }

  /// A job whose row is there, and which nobody is working on.
  ///
  /// @param begun the row of a worker that began it and is gone; `null` where there is none
  /// @throws NotSent when no worker could be sent anything
  /// @throws dev.longhaul.s3copy.TablesUnavailable when the tables do not answer
  public Handled again(CopyJob job, JobRow row, @Nullable OpenJob begun) {
    return switch (source.observe(job.bucket(), job.key())) {
      case Observation.Present present -> send(job, present.state().size(), row, begun);
      case Observation.Absent _ -> {
        leaveNothing(job, begun);
        yield absent(job);
      }
      case Observation.Unknown(Failure failure) -> unknown(failure);
    };
  }

  /// Whether a job is done that was sent to somebody who writes nothing into the tables; they say
  /// so from now on.
  ///
  /// @throws dev.longhaul.s3copy.TablesUnavailable when the tables do not answer
  public boolean isDone(CopyJob job) {
    boolean done = !dispatch.tells() && engine.look(job) instanceof Outcome.Equal;
    if (done) {
      tables.records().complete(job.id());
    }
    return done;
  }

  private static Handled unknown(Failure failure) {
    return new Handled.Failed(failure.message(), failure instanceof Failure.Refused);
  }

  private boolean isUnderWay(JobRow row) {
    Instant sent = row.sent();
    return row.standing() == Standing.PENDING
        && row.attempts() > 0
        && sent != null
        && sent.plus(STALE).isAfter(clock.now());
  }

  private Handled send(CopyJob job, long size, JobRow row, @Nullable OpenJob begun) {
    return switch (row.standing()) {
      case DONE -> new Handled.Done();
      case PARKED -> new Handled.Parked(String.valueOf(row.reason()));
      case PENDING -> {
        if (!tables.records().claim(row)) {
          yield new Handled.Sent("somebody else sends it");
        }
        yield switch (dispatched(job, size, row, begun)) {
          case Dispatch.Answer.Sent(String worker, String command) -> {
            tables.records().sent(job.id(), worker, command);
            yield new Handled.Sent(worker);
          }
          case Dispatch.Answer.Nobody(String why) -> {
            tables.records().park(job.id(), why);
            yield new Handled.Parked(why);
          }
        };
      }
    };
  }

  /// Whoever began a job of a large object goes on with its upload, if it is there. So much once:
  /// who died at it twice may do so again. Nobody else has any use for that upload, so it goes
  /// before the job does.
  private Dispatch.Answer dispatched(CopyJob job, long size, JobRow row, @Nullable OpenJob begun) {
    String worker = begun == null ? null : begun.instance();
    if (worker != null && size >= WORTH && row.attempts() <= 1) {
      Optional<Dispatch.Answer> back = dispatch.sendBack(job, worker);
      if (back.isPresent()) {
        return back.get();
      }
    }
    leaveNothing(job, begun);
    return dispatch.send(job, size);
  }

  /// Gets rid of what a worker left open at the destination that died at the job, unless somebody
  /// is at its key.
  private void leaveNothing(CopyJob job, @Nullable OpenJob begun) {
    if (begun != null && !tables.scans().isOpen(job.bucket(), job.key(), job.destinationBucket())) {
      engine.sweep(job, begun.started());
    }
  }

  private Handled absent(CopyJob job) {
    if (tables.scans().isOpen(job.bucket(), job.key(), job.destinationBucket())) {
      tables.records().record(job);
      return new Handled.Waits("the source does not have it, and a worker may be at it still");
    }
    return switch (engine.reconcile(job)) {
      case Outcome.Equal _,
          Outcome.Deleted _,
          Outcome.Kept _,
          Outcome.Copied _,
          Outcome.Updated _ -> {
        tables.records().complete(job.id());
        yield new Handled.Done();
      }
      case Outcome.Parked(ParkedKey parked) ->
          new Handled.Failed(parked.message() + "; " + parked.remedy(), true);
      case Outcome.Unfinished unfinished -> unknown(unfinished.failure());
      case Outcome.HandedOver _ -> new Handled.Sent("its parts are with functions");
      case Outcome.DeleteHeld _, Outcome.DeleteWaits _, Outcome.Planned _ ->
          new Handled.Failed("the delete was held back", false);
    };
  }
}
