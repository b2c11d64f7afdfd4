package dev.longhaul.cli;

import dev.longhaul.deploy.Deployment.Piece;
import dev.longhaul.deploy.Deployment.Proposal;
import dev.longhaul.deploy.Stacks.Change;
import dev.longhaul.deploy.Stacks.Event;
import dev.longhaul.object.Escaped;
import java.io.PrintStream;

/// What `deploy` says: what would change, what happens, and how it ended.
final class DeployLines {
  private final PrintStream out;

  DeployLines(PrintStream out) {
    this.out = out;
  }

  void proposal(Proposal proposal) {
    Piece piece = proposal.draft().piece();
    String start = "stack " + piece.stack() + " from " + piece.name() + ".yaml: ";
    if (proposal.changeSet() == null) {
      out.println(start + "nothing to change");
      return;
    }
    out.println(start + (proposal.draft().fresh() ? "new" : "to be changed"));
    proposal.changes().forEach(change -> out.println(line(change)));
  }

  private static String line(Change change) {
    String what = Escaped.text(change.type() + " " + change.resource());
    return switch (change.action()) {
      case "Add" -> "+ add     " + what;
      case "Remove" -> "- remove  " + what;
      default -> "~ change  " + what + replacement(change.replacement());
    };
  }

  private static String replacement(String replacement) {
    return switch (replacement) {
      case "True" -> ", by a new one in its place";
      case "Conditional" -> ", perhaps by a new one in its place";
      default -> "";
    };
  }

  void progress(Event event) {
    out.println(
        "  "
            + Escaped.text(event.status() + " " + event.type() + " " + event.resource())
            + (event.reason().isEmpty() ? "" : ": " + Escaped.text(event.reason())));
  }

  void done(Proposal proposal) {
    if (proposal.changeSet() != null) {
      out.println("stack " + proposal.draft().piece().stack() + ": done");
    }
  }

  void failed(Piece piece, Event cause) {
    out.println(
        "stack "
            + piece.stack()
            + ": failed at "
            + Escaped.text(cause.resource())
            + " ("
            + Escaped.text(cause.status())
            + "): "
            + Escaped.text(cause.reason().isEmpty() ? "no reason given" : cause.reason()));
    out.println("CloudFormation takes back what it had changed; no further stack was touched");
  }

  void nothingChanged() {
    out.println("nothing was changed; the change sets are removed again");
  }
}
