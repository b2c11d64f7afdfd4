package dev.longhaul.s3copy.part;

import dev.longhaul.json.JsonText;
import dev.longhaul.object.Escaped;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CredentialObject;
import dev.longhaul.s3copy.JobText;
import dev.longhaul.s3copy.PartJob;
import dev.longhaul.s3copy.worker.JobEnd;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Functions `S3CopyToChina-Single` and `S3CopyToChina-MPU` as they are invoked: with a job, or
/// with a part, as the original's programs or ours write them. Either takes both.
public final class PartFunction {
  private final PartWorker worker;
  private final @Nullable CredentialObject credentials;
  private final Consumer<String> journal;

  /// It was not done. Whoever invoked the function invokes it again, or Monitor does later.
  public static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undone(String message) {
      super(message);
    }
  }

  /// @param credentials what the environment says, for messages that say nothing: those of Monitor
  public PartFunction(
      PartWorker worker, @Nullable CredentialObject credentials, Consumer<String> journal) {
    this.worker = worker;
    this.credentials = credentials;
    this.journal = journal;
  }

  /// Does what it was invoked for, and says what came of it.
  ///
  /// @throws Undone when it was not done
  /// @throws dev.longhaul.s3copy.MalformedJob when this is neither a job nor a part
  /// @throws dev.longhaul.s3copy.worker.JobRefused when nobody may do it
  /// @throws dev.longhaul.s3copy.TablesUnavailable when the tables give no answer
  public String handle(String payload) {
    if (JobText.isPart(payload)) {
      PartJob part = JobText.part(payload);
      String name = "part " + part.number() + " of " + part.bucket() + "/" + part.key();
      return said(name, worker.part(part.credentials() == null ? part.with(credentials) : part));
    }
    CopyJob job = JobText.job(payload);
    String name = "job " + job.id() + " of " + job.bucket() + "/" + job.key();
    return said(name, worker.job(job.credentials() == null ? job.with(credentials) : job));
  }

  private String said(String name, PartEnd end) {
    String what =
        switch (end) {
          case PartEnd.Carried(int parts, int carried) -> carried + " of " + parts + " carried";
          case PartEnd.Idle(String why) -> "nothing to do: " + why;
          case PartEnd.Ended(JobEnd.Settled _) -> "equal and proved";
          case PartEnd.Ended(JobEnd.HandedOver _) -> "parts handed over";
          case PartEnd.Ended(JobEnd.Parked parked) ->
              "parked: " + parked.parked().message() + "; " + parked.parked().remedy();
          case PartEnd.Ended(JobEnd.Undone(var _, String why)) -> throw undone(name, why);
          case PartEnd.Undone(String why) -> throw undone(name, why);
        };
    journal.accept(name + ": " + what);
    return JsonText.object(json -> json.writeStringField("outcome", what));
  }

  private Undone undone(String name, String why) {
    String message = name + " is not done: " + Escaped.text(why);
    journal.accept(message);
    return new Undone(message);
  }
}
