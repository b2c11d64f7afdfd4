package dev.longhaul.s3copy.part;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Clock;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.object.ByteRange;
import dev.longhaul.object.Escaped;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CopyRoutes;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.JobId;
import dev.longhaul.s3copy.JobRow;
import dev.longhaul.s3copy.JobScans;
import dev.longhaul.s3copy.OpenJob;
import dev.longhaul.s3copy.PartJob;
import dev.longhaul.s3copy.TablesUnavailable;
import dev.longhaul.s3copy.part.UploadRow.Errand;
import dev.longhaul.s3copy.part.UploadRow.Standing;
import dev.longhaul.store.UploadId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// What function `S3CopyToChina-Monitor` does with large objects: has parts sent again that nobody
/// carries, drops uploads whose jobs have ended, and removes rows of uploads that are no more.
///
/// Uploads of ours need no more than that: their jobs are sent again like all others, and whoever
/// gets one goes on with its upload. Those that the original's Main opened have no job; their parts
/// are sent again by themselves. Live work is left alone.
public final class UploadMonitor {
  /// The original's parts are of this size.
  private static final long ORIGINAL_PART = 5L << 20;

  private final PartTables tables;
  private final CopyTables jobs;
  private final Means means;
  private final int attempts;
  private final Clock clock;

  /// What it works with.
  ///
  /// @param routes as they are now: they say whose keys an upload is dropped with
  /// @param remarks is told what a person may want to know
  public record Means(
      PartPost post,
      PartCopies copies,
      UploadBook book,
      Supplier<CopyRoutes> routes,
      Consumer<String> remarks) {}

  /// What a pass did.
  public record Report(int sent, int dropped, int parked, int forgotten, int failed) {}

  /// @param attempts after how many an upload of the original's is parked
  public UploadMonitor(PartTables tables, CopyTables jobs, Means means, int attempts, Clock clock) {
    this.tables = tables;
    this.jobs = jobs;
    this.means = means;
    this.attempts = attempts;
    this.clock = clock;
  }

  /// Looks at every upload and every part that is not done, once. Ends before the deadline; what it
  /// did not come to is the next pass's.
  public Report pass(Instant deadline) {
    Pass pass = new Pass(deadline);
    tables.uploads().eachOpen(pass.of(UploadRow::upload, pass::upload));
    tables.parts().eachOpen(pass.of(row -> row.job().upload(), pass::part));
    return new Report(pass.sent, pass.dropped, pass.parked, pass.forgotten, pass.failed);
  }

  /// One pass, with what it counts.
  private final class Pass {
    private final Instant deadline;
    private final CopyRoutes routes = means.routes().get();
    private final Map<String, Boolean> open = new HashMap<>();
    private int sent;
    private int dropped;
    private int parked;
    private int forgotten;
    private int failed;

    Pass(Instant deadline) {
      this.deadline = deadline;
    }

    /// One row that cannot be handled, for whatever reason, keeps none of the others from it.
    <R> JobScans.Visitor<R> of(Function<R, String> upload, Consumer<R> work) {
      return new JobScans.Visitor<>() {
        @Override
        public void row(R row) {
          if (!clock.now().isBefore(deadline)) {
            return;
          }
          try {
            work.accept(row);
          } catch (TablesUnavailable | Cancelled whole) {
            throw whole;
          } catch (RuntimeException refused) {
            failed++;
            say(upload.apply(row), "cannot be seen to: " + Escaped.text(refused.toString()));
          }
        }

        @Override
        public void unreadable(String id, String why) {
          failed++;
          say(id, "has a row that cannot be read: " + Escaped.text(why));
        }
      };
    }

    private void say(String upload, String what) {
      means.remarks().accept("upload " + Escaped.text(upload) + " " + what);
    }

    void upload(UploadRow row) {
      Errand errand = row.errand();
      if (errand == null) {
        original(row);
      } else if (isAbandoned(errand)) {
        drop(row, job(row, errand.job()));
        Ledger.Uploads book = means.book().of(row.destinationBucket());
        // The book knows it by its key only.
        if (book.open(row.key()).stream().anyMatch(it -> it.intent().equals(errand.intent()))) {
          book.closed(errand.intent());
        }
        dropped++;
        say(row.upload(), "is dropped, as its job " + errand.job() + " has ended");
      }
    }

    /// Whether nobody will ever end it: its job is not pending, and nobody works on it.
    private boolean isAbandoned(Errand errand) {
      Optional<OpenJob> worked = jobs.scans().open(errand.job());
      if (worked.isPresent() && worked.get().taken().isAfter(clock.now())) {
        return false;
      }
      Optional<JobRow> row = jobs.records().find(errand.job());
      return row.isEmpty() || row.get().standing() != JobRow.Standing.PENDING;
    }

    private CopyJob job(UploadRow row, String id) {
      return routes.complete(
          new CopyJob(id, row.bucket(), row.key(), row.destinationBucket(), null));
    }

    private void drop(UploadRow row, CopyJob job) {
      means.copies().drop(job, new UploadId(row.upload()));
      tables.parts().forgetAll(row.upload());
      tables.uploads().end(row.upload(), Standing.DROPPED);
    }

    /// Its Main says nothing of when it began, so what has no part yet is sent by the next pass.
    private void original(UploadRow row) {
      Map<Integer, PartRow> known = parts(row.upload());
      boolean live =
          known.values().stream()
              .anyMatch(part -> !part.carried() && part.taken().isAfter(clock.now()));
      if (live || !tables.uploads().claim(row)) {
        return;
      }
      if (row.attempts() >= attempts) {
        park(row);
      } else if (!known.isEmpty() || row.attempts() > 0) {
        List<PartJob> missing = missing(row, known);
        missing.forEach(means.post()::send);
        sent += missing.size();
        say(row.upload(), "has " + missing.size() + " of its parts sent again");
      }
    }

    private Map<Integer, PartRow> parts(String upload) {
      Map<Integer, PartRow> known = new TreeMap<>();
      tables.parts().each(upload, of(_ -> upload, row -> known.put(row.job().number(), row)));
      return known;
    }

    /// Where every part is there nobody noticed, and whoever carries one again will.
    private List<PartJob> missing(UploadRow row, Map<Integer, PartRow> known) {
      List<PartJob> missing = new ArrayList<>();
      for (int number = 1; number <= row.parts(); number++) {
        PartRow part = known.get(number);
        if (part == null || !part.carried()) {
          missing.add(part == null ? part(row, number) : part.job());
        }
      }
      return missing.isEmpty() ? List.of(part(row, row.parts())) : missing;
    }

    private PartJob part(UploadRow row, int number) {
      return new PartJob(
          row.bucket(),
          row.key(),
          row.destinationBucket(),
          row.upload(),
          number,
          new ByteRange((number - 1) * ORIGINAL_PART, ORIGINAL_PART),
          null);
    }

    private void park(UploadRow row) {
      String reason = "its parts were sent again " + row.attempts() + " times";
      means
          .copies()
          .drop(
              job(row, JobId.of(row.bucket(), row.key(), "upload " + row.upload())),
              new UploadId(row.upload()));
      tables.parts().forgetAll(row.upload());
      tables.uploads().park(row.upload(), reason);
      parked++;
      say(row.upload(), "of " + row.bucket() + "/" + row.key() + " is parked: " + reason);
    }

    /// A row whose upload is no more: its function came late, or is the original's, which writes it
    /// again after the end.
    void part(PartRow row) {
      boolean live = row.taken().isAfter(clock.now());
      if (!live && !open.computeIfAbsent(row.job().upload(), this::isOpen)) {
        tables.parts().forget(row);
        forgotten++;
      }
    }

    private boolean isOpen(String upload) {
      return tables
          .uploads()
          .find(upload)
          .filter(row -> row.standing() == Standing.OPEN)
          .isPresent();
    }
  }
}
