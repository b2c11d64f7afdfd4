package dev.longhaul.cli;

import dev.longhaul.config.ByteSize;
import dev.longhaul.config.TimeSpan;
import dev.longhaul.console.ProcessReport;
import dev.longhaul.console.Rates;
import dev.longhaul.console.Remedies;
import dev.longhaul.console.RouteReport;
import dev.longhaul.console.Standing;
import dev.longhaul.console.Words;
import dev.longhaul.hint.IntakeState;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.object.Escaped;
import dev.longhaul.replicate.AuditRecord;
import dev.longhaul.replicate.Lag;
import dev.longhaul.replicate.ObjectiveStanding;
import dev.longhaul.replicate.RouteStatus;
import dev.longhaul.replicate.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a process fares, for people.
final class StatusLines {
  private final StringBuilder text = new StringBuilder();
  private final ProcessReport report;

  private StatusLines(ProcessReport report) {
    this.report = report;
  }

  static String of(ProcessReport report) {
    return new StatusLines(report).text();
  }

  private String text() {
    report.routes().forEach(this::route);
    report.intakes().forEach(this::intake);
    if (report.unreadable() > 0) {
      row(
          "messages",
          count(report.unreadable(), "message was", "messages were")
              + " not understood: longhaul messages shows them");
    }
    line(
        switch (Standing.of(report)) {
          case EQUAL -> "everything that is known is equal";
          case DIFFERENT -> "not everything is equal";
          case UNKNOWN -> "cannot tell whether everything is equal";
        });
    return text.toString();
  }

  private void route(RouteReport route) {
    RouteStatus status = route.status();
    line(Escaped.text(status.route()) + ": " + headline(status));
    row("lag", lag(status.lag(), status.work().backlog().oldest()));
    row("objective", objective(status.history().objective()));
    row("rate", rate(route.rates()) + "; " + status.work().inFlight() + " under way");
    row("audit", audit(status.audits()));
    Trouble trouble = status.trouble();
    if (trouble != null) {
      row("trouble", "for " + since(trouble.since()) + ": " + Escaped.text(trouble.why()));
    }
    for (String remedy : Remedies.of(status)) {
      row("to do", Escaped.text(remedy));
    }
  }

  /// The condition, and every number that is not nothing.
  private static String headline(RouteStatus status) {
    Ledger.Backlog backlog = status.work().backlog();
    List<String> parts = new ArrayList<>();
    parts.add(
        switch (status.condition()) {
          case PAUSED -> "paused";
          case TROUBLED -> "in trouble";
          case DELETES_HELD -> "deletes held";
          case UNAUDITED -> "not audited yet";
          case AUDIT_WANTED -> "an audit is wanted";
          case BEHIND -> "behind";
          case EQUAL_BUT_PARKED -> "equal but for what is parked";
          case EQUAL -> "equal";
        });
    add(parts, backlog.pending(), "behind by ");
    add(parts, backlog.held(), "deletes held: ");
    add(parts, backlog.waiting(), "gone, deleted after a grace: ");
    add(parts, status.work().parked(), "parked: ");
    boolean behind = status.condition() == RouteStatus.Condition.BEHIND;
    return String.join(", ", behind ? parts.subList(1, parts.size()) : parts);
  }

  private static void add(List<String> parts, long number, String what) {
    if (number > 0) {
      parts.add(what + grouped(number));
    }
  }

  private String lag(Lag.Figures lag, @Nullable Instant oldest) {
    String waits = oldest == null ? "nothing waits" : "oldest pending " + since(oldest);
    return lag.count() == 0
        ? "no event lately; " + waits
        : "p50 "
            + TimeSpan.text(lag.p50())
            + ", p99 "
            + TimeSpan.text(lag.p99())
            + ", at most "
            + TimeSpan.text(lag.most())
            + "; "
            + waits;
  }

  private static String objective(ObjectiveStanding standing) {
    String wanted =
        percent(standing.objective().share())
            + " within "
            + TimeSpan.text(standing.objective().within());
    return standing.events() == 0
        ? wanted + ": no event within six hours"
        : wanted
            + (standing.isMissed() ? ": missed, " : ": kept, ")
            + percent(standing.attained())
            + " of "
            + count(standing.events(), "event", "events")
            + " within six hours";
  }

  private static String percent(double share) {
    String digits = String.format(Locale.ROOT, "%.2f", Math.floor(share * 10_000 + 1e-6) / 100);
    return digits.replaceFirst("\\.?0+$", "") + "%";
  }

  private static String rate(Rates rates) {
    return String.format(
        Locale.ROOT, "%,.1f keys/s, %s/s", rates.proved(), ByteSize.text((long) rates.bytes()));
  }

  private String audit(RouteStatus.Audits audits) {
    AuditRecord last = audits.last();
    String running = audits.running() ? "; one is under way" : "";
    if (last == null) {
      return "none ended yet" + running;
    }
    return Words.of(last.kind())
        + ", ended "
        + since(last.ended())
        + " ago: "
        + Words.of(last.result())
        + ", "
        + count(last.differences(), "difference", "differences")
        + " in "
        + count(last.keys(), "key", "keys")
        + (last.why().isEmpty() ? "" : "; " + Escaped.text(last.why()))
        + running;
  }

  private void intake(IntakeState intake) {
    IntakeState.Trouble trouble = intake.trouble();
    Instant last = intake.lastReceived();
    row(
        "intake",
        Escaped.text(intake.name() + " (" + intake.kind() + ")")
            + ": "
            + count(intake.counts().messages(), "message", "messages")
            + ", "
            + count(intake.counts().events(), "event", "events")
            + (last == null ? ", none yet" : ", the latest " + since(last) + " ago"));
    if (trouble != null) {
      row(
          "trouble",
          "receives nothing for " + since(trouble.since()) + ": " + Escaped.text(trouble.why()));
    }
  }

  private String since(Instant moment) {
    Duration past = Duration.between(moment, report.at());
    return TimeSpan.text(past.isNegative() ? Duration.ZERO : past);
  }

  /// A number with what it counts.
  static String count(long number, String one, String many) {
    return grouped(number) + " " + (number == 1 ? one : many);
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private void row(String name, String words) {
    text.append(String.format(Locale.ROOT, "  %-9s %s%n", name, words));
  }

  private void line(String words) {
    text.append(words).append('\n');
  }
}
