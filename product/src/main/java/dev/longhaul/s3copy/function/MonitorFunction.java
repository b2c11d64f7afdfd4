package dev.longhaul.s3copy.function;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Clock;
import dev.longhaul.hint.Json;
import dev.longhaul.object.Escaped;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CopyRoutes;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.JobRow;
import dev.longhaul.s3copy.JobRow.Standing;
import dev.longhaul.s3copy.JobScans;
import dev.longhaul.s3copy.MalformedJob;
import dev.longhaul.s3copy.OpenJob;
import dev.longhaul.s3copy.TablesUnavailable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Function `S3CopyToChina-Monitor`: sends again what was sent and not done, and gives up, with the
/// reason, what was sent too often.
///
/// It never touches live work: a job whose worker renews its lease, or that was sent a moment ago,
/// is left alone however long it takes. Several may run at once: a job is claimed before it is
/// sent.
public final class MonitorFunction {
  /// Each try of a job is given twice the time of the one before, up to this often.
  private static final int DOUBLINGS = 6;

  private static final Set<String> GOING_WELL =
      Set.of("Pending", "InProgress", "Delayed", "Success");

  private final CopyTables tables;
  private final KeyHandler handler;
  private final Setting setting;
  private final Journal journal;
  private final Clock clock;

  /// What the environment says.
  ///
  /// @param routes as they are now: they say whose keys a job is done with, which no row holds
  /// @param attempts after how many a job is parked
  public record Setting(Supplier<CopyRoutes> routes, int attempts) {
    /// An hour and a half of tries, then days between them would begin.
    public static final int USUAL_ATTEMPTS = 8;

    public Setting {
      if (attempts < 1) {
        throw new IllegalArgumentException("Attempts: at least 1, not " + attempts);
      }
    }
  }

  /// What a pass did.
  public record Report(
      int rows, int redriven, int done, int waiting, int failed, int parked, int unreadable) {}

  public MonitorFunction(
      CopyTables tables, KeyHandler handler, Setting setting, Journal journal, Clock clock) {
    this.tables = tables;
    this.handler = handler;
    this.setting = setting;
    this.journal = journal;
    this.clock = clock;
  }

  /// The command that an event of EventBridge says to have ended without success, empty for any
  /// other event: its jobs need not be waited for.
  public static Optional<String> failedCommand(String event) {
    try {
      Json detail = Json.parse(event).at("detail");
      String command = detail.text("command-id");
      String status = detail.text("status");
      boolean failed = status != null && !GOING_WELL.contains(status);
      return Optional.ofNullable(failed ? command : null);
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /// Looks at every job that is not done, once. Ends before the deadline; what it did not come to
  /// is the next pass's.
  ///
  /// @param failed a command that is known to have failed, `null` for none
  /// @throws dev.longhaul.s3copy.RoutesUnavailable when it cannot be told whose keys to use
  public Report pass(Instant deadline, @Nullable String failed) {
    Pass pass = new Pass(deadline, failed);
    tables.scans().eachOpen(pass.of(OpenJob::job, pass::open));
    tables.scans().eachPending(pass.of(JobRow::job, pass::pending));
    return pass.report();
  }

  /// One pass, with what it counts.
  private final class Pass {
    private final Instant deadline;
    private final @Nullable String failedCommand;
    private final CopyRoutes routes = setting.routes().get();
    private int rows;
    private int redriven;
    private int done;
    private int waiting;
    private int failed;
    private int parked;
    private int unreadable;
    private @Nullable String unreachable;

    Pass(Instant deadline, @Nullable String failedCommand) {
      this.deadline = deadline;
      this.failedCommand = failedCommand;
    }

    /// One row that cannot be handled, for whatever reason, keeps none of the others from it.
    <R> JobScans.Visitor<R> of(Function<R, CopyJob> job, Consumer<R> work) {
      return new JobScans.Visitor<>() {
        @Override
        public void row(R row) {
          rows++;
          if (!clock.now().isBefore(deadline)) {
            return;
          }
          String id = job.apply(row).id();
          try {
            work.accept(row);
          } catch (MalformedJob other) {
            unreadable(id, "in the other table, " + other.getMessage());
          } catch (TablesUnavailable | Cancelled whole) {
            throw whole;
          } catch (RuntimeException unforeseen) {
            failed++;
            journal.line(
                "job " + id + ": nobody foresaw this: " + Escaped.text(unforeseen.toString()));
          }
        }

        @Override
        public void unreadable(String id, String why) {
          unreadable++;
          journal.count(Journal.Figure.RowsUnreadable, 1);
          journal.line("row " + Escaped.text(id) + " cannot be read: " + Escaped.text(why));
        }
      };
    }

    /// A row of `S3Single`: somebody began the job.
    void open(OpenJob open) {
      boolean may = open.taken().isAfter(clock.now());
      if (may && (failedCommand == null || open.leaseUntil() != null)) {
        return;
      }
      JobRow row =
          tables
              .records()
              .find(open.job().id())
              .orElseGet(() -> tables.records().record(open.job()));
      if (row.standing() != Standing.PENDING) {
        tables.records().forget(open);
      } else if (may && hasFailed(row)) {
        // The original's worker: it is gone, and holds no lease that would say so.
        tables.records().forget(open);
        again(row, null, "its command failed");
      } else if (!may && isDue(row, open.attempts() == 0)) {
        again(row, open, "its worker " + named(open.instance()) + " did not end it");
      }
    }

    /// A row of `S3SingleResult` that is not done.
    void pending(JobRow row) {
      if (row.sent() == null) {
        // Written a moment ago, perhaps, by a Main that sends it now. From here on it is known.
        tables.records().claim(row);
        return;
      }
      Optional<OpenJob> open = tables.scans().open(row.job().id());
      boolean live = open.isPresent() && open.get().taken().isAfter(clock.now());
      if (!live && (isDue(row, true) || hasFailed(row))) {
        again(row, null, "nobody began it, or its worker is gone");
      }
    }

    private boolean hasFailed(JobRow row) {
      return failedCommand != null && failedCommand.equals(row.command());
    }

    /// A lease that ran out says that its worker is gone; where there is none, time has to tell,
    /// and more of it each time.
    private boolean isDue(JobRow row, boolean doubling) {
      Instant sent = row.sent();
      if (sent == null) {
        return true;
      }
      long doublings = doubling ? Math.clamp(row.attempts() - 1, 0, DOUBLINGS) : 0;
      Duration patience = KeyHandler.STALE.multipliedBy(1L << doublings);
      return !sent.plus(patience).isAfter(clock.now());
    }

    private void again(JobRow row, @Nullable OpenJob begun, String why) {
      CopyJob job = routes.complete(row.job());
      if (handler.isDone(job)) {
        handled(job, row, new KeyHandler.Handled.Done());
        return;
      }
      if (row.attempts() >= setting.attempts()) {
        park(
            job,
            "sent " + row.attempts() + " times, last to " + named(row.instance()) + "; " + why);
        return;
      }
      if (unreachable != null) {
        failed++;
        return;
      }
      try {
        handled(job, row, handler.again(job, row, begun));
      } catch (NotSent nobody) {
        unreachable = nobody.getMessage();
        failed++;
        journal.count(Journal.Figure.NotDispatched, 1);
        journal.line("job " + job.id() + " is not sent: " + nobody.getMessage());
      }
    }

    private void handled(CopyJob job, JobRow row, KeyHandler.Handled handled) {
      String name = "job " + job.id() + " of " + job.bucket() + "/" + job.key();
      switch (handled) {
        case KeyHandler.Handled.Sent(String worker) -> {
          redriven++;
          journal.count(Journal.Figure.JobsRedriven, 1);
          journal.line(name + " sent again: " + Escaped.text(worker));
        }
        case KeyHandler.Handled.Done() -> {
          done++;
          journal.line(name + " is done");
          tables.scans().open(job.id()).ifPresent(tables.records()::forget);
        }
        case KeyHandler.Handled.Waits(String why) -> {
          waiting++;
          journal.line(name + " waits: " + why);
        }
        case KeyHandler.Handled.Parked(String why) -> {
          parked++;
          journal.count(Journal.Figure.JobsParked, 1);
          journal.line(name + " is parked: " + why);
        }
        case KeyHandler.Handled.Failed(String why, boolean lasting) -> {
          failed++;
          journal.line(name + " failed: " + why);
          if (lasting && tables.records().claim(row)) {
            tables.records().sent(job.id(), "nobody: " + why, null);
          }
        }
      }
    }

    private void park(CopyJob job, String reason) {
      parked++;
      tables.records().park(job.id(), reason);
      journal.count(Journal.Figure.JobsParked, 1);
      journal.line(
          "job " + job.id() + " of " + job.bucket() + "/" + job.key() + " parked: " + reason);
    }

    Report report() {
      return new Report(rows, redriven, done, waiting, failed, parked, unreadable);
    }
  }

  private static String named(@Nullable String worker) {
    return worker == null ? "one of the original's" : Escaped.text(worker);
  }
}
