package dev.longhaul;

import dev.longhaul.cli.FunctionCopies;
import dev.longhaul.cli.Surroundings;
import dev.longhaul.s3copy.JobWriter;
import dev.longhaul.s3copy.JobWriter.Reader;
import dev.longhaul.s3copy.PartJob;
import dev.longhaul.s3copy.Worker;
import dev.longhaul.s3copy.function.Journal;
import dev.longhaul.s3copy.function.NotSent;
import dev.longhaul.s3copy.lambda.LambdaInvocations;
import dev.longhaul.s3copy.part.PartCouriers;
import dev.longhaul.s3copy.part.PartFunction;
import dev.longhaul.s3copy.part.PartPace;
import dev.longhaul.s3copy.part.PartPost;
import dev.longhaul.s3copy.part.PartTables;
import dev.longhaul.s3copy.part.PartWorker;
import dev.longhaul.s3copy.part.UploadBook;
import dev.longhaul.s3copy.part.UploadMonitor;
import dev.longhaul.s3copy.worker.CopyUnavailable;
import dev.longhaul.s3copy.worker.CopyWorker;
import java.time.Duration;
import java.util.function.Supplier;

/// Puts functions Single and MPU together, and what Monitor does for them, as the environment says.
final class PartOpening {
  private final Functions functions;
  private final ProcedureOpening opening;
  private final Surroundings around;
  private final Journal journal;
  private final PartTables tables;
  private final UploadBook book;

  PartOpening(Functions functions) {
    this.functions = functions;
    this.opening = functions.opening();
    this.around = functions.around();
    this.journal = functions.journal();
    this.tables = opening.partTables().tables();
    this.book = new UploadBook(tables);
  }

  /// @param left the time that an invocation has from its beginning
  PartFunction function(Supplier<Duration> left) {
    PartPace pace = opening.pace(tables.notes(), left);
    PartCouriers couriers = new PartCouriers(tables, post(), around.workers(), around.clock());
    FunctionCopies copies =
        new FunctionCopies(
            around,
            new FunctionCopies.Setting(
                Functions.LIMITS,
                Functions.STATE,
                false,
                book,
                bucket -> couriers.to(bucket, pace)),
            journal::line);
    CopyWorker worker =
        new CopyWorker(
            functions.tables(),
            new Worker(opening.functionName(), null),
            new CopyWorker.Work(copies, new LoggedTimes(System.out, around.clock()), journal::line),
            around.workers(),
            around.clock());
    PartWorker parts =
        new PartWorker(
            tables,
            functions.tables(),
            new PartWorker.Work(worker, copies, book, couriers, pace),
            around.workers(),
            around.clock());
    return new PartFunction(parts, FunctionCopies.credentials(around), journal::line);
  }

  UploadMonitor monitor() {
    return new UploadMonitor(
        tables,
        functions.tables(),
        new UploadMonitor.Means(
            post(), functions.copies(), book, functions.routes(), journal::line),
        functions.attempts(),
        around.clock());
  }

  private PartPost post() {
    LambdaInvocations lambda = new LambdaInvocations(opening.service("Lambda"));
    String name = opening.functionNames().parts();
    return part -> send(lambda, name, part);
  }

  private static void send(LambdaInvocations lambda, String name, PartJob part) {
    try {
      lambda.invoke(name, JobWriter.json(part, Reader.LONGHAUL));
    } catch (NotSent refused) {
      throw new CopyUnavailable(String.valueOf(refused.getMessage()), refused);
    }
  }
}
