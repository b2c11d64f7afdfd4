package dev.longhaul.cli;

import dev.longhaul.hint.IntakeFinding;
import dev.longhaul.hint.IntakeFinding.Severity;
import dev.longhaul.object.Escaped;
import dev.longhaul.setup.NotificationPlan;
import dev.longhaul.setup.NotificationSetup.Result;
import dev.longhaul.setup.TargetArn;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.NotificationRule;
import java.io.PrintStream;
import java.util.List;

/// What `setup notifications` says: the difference first, then what became of it.
final class SetupLines {
  private final PrintStream out;
  private final BucketAddress bucket;

  SetupLines(PrintStream out, BucketAddress bucket) {
    this.out = out;
    this.bucket = bucket;
  }

  /// The difference: what stays, what goes, what comes.
  void plan(NotificationPlan plan) {
    out.println(bucket);
    plan.others().forEach(rule -> line("  keep   ", rule));
    NotificationRule old = plan.old();
    NotificationRule wanted = plan.wanted();
    if (plan.isDone()) {
      if (old != null) {
        line("  keep   ", old);
      }
      return;
    }
    if (old != null) {
      line("- remove ", old);
    }
    if (wanted != null) {
      line("+ add    ", wanted);
    }
  }

  private void line(String start, NotificationRule rule) {
    StringBuilder line = new StringBuilder(start);
    line.append(rule.id().isEmpty() ? "(a rule without a name)" : Escaped.text(rule.id()));
    if (!rule.events().isEmpty()) {
      line.append(": ").append(Escaped.text(String.join(", ", rule.events())));
    }
    if (!rule.prefix().isEmpty()) {
      line.append(" of ").append(Escaped.text(rule.prefix())).append("…");
    }
    if (!rule.suffix().isEmpty()) {
      line.append(" that end with ").append(Escaped.text(rule.suffix()));
    }
    out.println(line.append(rule.target().isEmpty() ? "" : " to " + Escaped.text(rule.target())));
  }

  /// What must let the bucket send, if the store is Amazon's.
  void policy(TargetArn target) {
    target
        .policyFor(bucket.bucket())
        .ifPresent(statement -> {
          out.println(
              target.text()
                  + " must let the bucket send. Its policy needs this statement, with"
                  + " the account of the bucket:");
          out.println(statement);
        });
  }

  /// What was found about the queue, and the statement that its policy needs unless nothing is
  /// wrong.
  void queue(TargetArn target, List<IntakeFinding> found) {
    found.forEach(one -> out.println(Finding.of("queue", one).text()));
    if (found.stream().anyMatch(one -> one.severity().compareTo(Severity.UNANSWERED) >= 0)) {
      policy(target);
    } else {
      out.println(Finding.ok("queue", "its policy lets events of the bucket in").text());
    }
  }

  ExitCode nothingWritten(NotificationPlan plan) {
    if (isInTheWay(plan)) {
      return ExitCode.DIFFERENT;
    }
    out.println(plan.isDone() ? "This is how it is already." : "Nothing was written (--dry-run).");
    return ExitCode.DONE;
  }

  ExitCode done() {
    out.println("This is how it is already; nothing was written.");
    return ExitCode.DONE;
  }

  /// Names rules of others that would make Amazon S3 refuse ours; elsewhere they may stand beside
  /// it.
  boolean isInTheWay(NotificationPlan plan) {
    List<NotificationRule> overlaps = plan.overlaps();
    if (overlaps.isEmpty() || bucket.kind() != BucketAddress.Kind.AWS) {
      return false;
    }
    NotificationRule wanted = plan.wanted();
    for (NotificationRule rule : overlaps) {
      boolean same = wanted != null && rule.target().equals(wanted.target());
      out.println(
          "In the way: "
              + Escaped.text(rule.id())
              + (same ? " tells the same target of these events already." : "."));
    }
    out.println(
        "Amazon S3 takes one rule for an event of a key. Nothing was written. Let that rule send to"
            + " a topic of SNS from which the queue gets them too, or turn on EventBridge.");
    return true;
  }

  ExitCode written(NotificationPlan plan, List<String> leftOut) {
    if (!leftOut.isEmpty()) {
      out.println(
          "This store knows no "
              + String.join(", ", leftOut)
              + ": what such events would tell is found by scans.");
    }
    out.println(
        plan.wanted() == null
            ? "Written, and read back without the rule."
            : "Written, and read back the same. Next: a full scan, for what happened before.");
    return ExitCode.DONE;
  }

  ExitCode unconfirmed(Result.Unconfirmed result) {
    out.println("The store took it, but shows something else:");
    result.shown().forEach(rule -> line("  shown  ", rule));
    out.println("Somebody else may have written at the same moment: look, and run this once more.");
    return ExitCode.DIFFERENT;
  }
}
