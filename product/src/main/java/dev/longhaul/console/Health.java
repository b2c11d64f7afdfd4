package dev.longhaul.console;

import dev.longhaul.hint.IntakeState;
import dev.longhaul.http.Answer;
import dev.longhaul.ledger.LedgerException;
import dev.longhaul.replicate.RouteStatus;
import dev.longhaul.replicate.Trouble;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Whether the process does what it is there for, for whoever restarts or pages. Says since when,
/// and not in whose words: it is open to everybody.
final class Health {
  private final Reporter reporter;

  Health(Reporter reporter) {
    this.reporter = reporter;
  }

  /// That the process answers is all there is to it.
  static Answer live() {
    return Answer.text(200, "alive");
  }

  Answer ready() {
    List<String> reasons;
    try {
      reasons = reasons(reporter.report());
    } catch (LedgerException unreadable) {
      reasons = List.of("a ledger cannot be read; the log says which and why");
    }
    return reasons.isEmpty()
        ? Answer.text(200, "ready")
        : Answer.text(503, String.join("\n", reasons));
  }

  private static List<String> reasons(ProcessReport report) {
    List<String> reasons = new ArrayList<>();
    for (IntakeState intake : report.intakes()) {
      IntakeState.Trouble trouble = intake.trouble();
      if (trouble != null) {
        reasons.add(
            "the intake " + intake.name() + " receives nothing since " + moment(trouble.since()));
      }
    }
    List<RouteStatus> troubled =
        report.routes().stream()
            .map(RouteReport::status)
            .filter(status -> status.trouble() != null)
            .toList();
    if (!troubled.isEmpty() && troubled.size() == report.routes().size()) {
      for (RouteStatus status : troubled) {
        Trouble trouble = status.trouble();
        reasons.add(
            "the stores of the route "
                + status.route()
                + " do not serve since "
                + (trouble == null ? "" : moment(trouble.since())));
      }
    }
    return reasons;
  }

  private static Instant moment(Instant since) {
    return since.truncatedTo(ChronoUnit.SECONDS);
  }
}
