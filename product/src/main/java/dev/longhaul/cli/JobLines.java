package dev.longhaul.cli;

import dev.longhaul.config.ByteSize;
import dev.longhaul.json.JsonText;
import dev.longhaul.object.Escaped;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.MalformedJob;
import dev.longhaul.s3copy.Taking;
import dev.longhaul.s3copy.worker.JobEnd;
import java.time.Duration;
import java.util.Locale;

/// What becomes of jobs, in lines for people and for programs.
final class JobLines {
  private JobLines() {}

  static String sentence(JobEnd end) {
    return name(end.job()) + ": " + what(end);
  }

  private static String what(JobEnd end) {
    return switch (end) {
      case JobEnd.Settled(CopyJob _, Outcome outcome, Duration time) ->
          String.format(Locale.ROOT, "%s in %.3f s", what(outcome), time.toNanos() / 1e9);
      case JobEnd.Parked parked ->
          "cannot be made equal: " + parked.parked().message() + "; " + parked.parked().remedy();
      case JobEnd.HandedOver _ -> "its parts are with others, who end it";
      case JobEnd.Undone(CopyJob _, String why) -> "not done, and will be sent again: " + why;
    };
  }

  private static String what(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Copied copied -> "copied and proved, " + ByteSize.text(copied.bytes()) + ",";
      case Outcome.Updated _ -> "metadata or tags set anew";
      case Outcome.Kept _ -> "the source has no such key any more; nothing to copy, seen";
      default -> "equal already, seen";
    };
  }

  /// One that was not begun.
  static String sentence(CopyJob job, Taking taking) {
    return name(job)
        + ": "
        + switch (taking) {
          case Taking.Taken _ -> "accepted";
          case Taking.Busy(var until) -> "another worker has it until " + until;
          case Taking.Done() -> "done already";
        };
  }

  private static String name(CopyJob job) {
    return "job "
        + job.id()
        + ", s3://"
        + Escaped.text(job.bucket())
        + "/"
        + job.key()
        + " to "
        + Escaped.text(job.destinationBucket());
  }

  static String json(JobEnd end) {
    return JsonText.object(json -> {
      json.writeStringField("id", end.job().id());
      JsonText.key(json, end.job().key());
      switch (end) {
        case JobEnd.Settled settled -> {
          json.writeStringField("outcome", word(settled.outcome()));
          json.writeNumberField("seconds", settled.time().toMillis() / 1000.0);
        }
        case JobEnd.Parked parked -> {
          json.writeStringField("outcome", "parked");
          OutcomeLines.parked(json, parked.parked());
        }
        case JobEnd.HandedOver _ -> json.writeStringField("outcome", "handed-over");
        case JobEnd.Undone undone -> {
          json.writeStringField("outcome", "undone");
          json.writeStringField("message", undone.why());
        }
      }
    });
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Copied _ -> "copied";
      case Outcome.Updated _ -> "updated";
      case Outcome.Kept _ -> "gone";
      default -> "equal";
    };
  }

  static ExitCode exitCode(JobEnd end) {
    return switch (end) {
      case JobEnd.Settled _, JobEnd.HandedOver _ -> ExitCode.DONE;
      case JobEnd.Parked _ -> ExitCode.DIFFERENT;
      case JobEnd.Undone _ -> ExitCode.UNKNOWN;
    };
  }

  /// What is no job, for the one who sent it.
  static UsageException refused(MalformedJob malformed) {
    return new UsageException("no job: " + malformed.getMessage());
  }
}
