package dev.longhaul.console;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.replicate.AuditKind;
import dev.longhaul.replicate.AuditRecord;
import dev.longhaul.replicate.Lag;
import dev.longhaul.replicate.RouteStatus;
import dev.longhaul.replicate.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One route of a status as JSON.
final class RouteJson {
  private RouteJson() {}

  static void write(JsonGenerator json, RouteReport report, Instant now) throws IOException {
    RouteStatus status = report.status();
    Ledger.Backlog backlog = status.work().backlog();
    json.writeStringField("route", status.route());
    json.writeStringField("condition", Words.of(status.condition()));
    json.writeStringField("standing", Words.of(Standing.of(status)));
    json.writeNumberField("behind", backlog.pending());
    json.writeNumberField("held", backlog.held());
    json.writeNumberField("gone", backlog.waiting());
    json.writeNumberField("parked", status.work().parked());
    json.writeNumberField("inFlight", status.work().inFlight());
    StatusJson.moment(json, "oldest", backlog.oldest());
    if (backlog.oldest() != null) {
      json.writeNumberField("oldestSeconds", StatusJson.seconds(backlog.oldest(), now));
    }
    lag(json, status.lag());
    json.writeObjectFieldStart("rates");
    json.writeNumberField("hints", report.rates().hints());
    json.writeNumberField("proved", report.rates().proved());
    json.writeNumberField("bytes", report.rates().bytes());
    json.writeEndObject();
    json.writeObjectFieldStart("counts");
    CountsJson.write(json, status.counts());
    json.writeEndObject();
    CountsJson.history(json, status.history());
    if (status.trouble() != null) {
      json.writeObjectFieldStart("trouble");
      json.writeStringField("since", status.trouble().since().toString());
      json.writeStringField("kind", Words.of(status.trouble().kind()));
      json.writeStringField("why", status.trouble().why());
      json.writeEndObject();
    }
    audits(json, status.audits());
    json.writeArrayFieldStart("remedies");
    for (String remedy : Remedies.of(status)) {
      json.writeString(remedy);
    }
    json.writeEndArray();
  }

  private static void lag(JsonGenerator json, Lag.Figures lag) throws IOException {
    json.writeObjectFieldStart("lag");
    json.writeNumberField("count", lag.count());
    json.writeNumberField("p50Millis", lag.p50().toMillis());
    json.writeNumberField("p99Millis", lag.p99().toMillis());
    json.writeNumberField("mostMillis", lag.most().toMillis());
    json.writeEndObject();
  }

  private static void audits(JsonGenerator json, RouteStatus.Audits audits) throws IOException {
    json.writeObjectFieldStart("audit");
    json.writeBooleanField("running", audits.running());
    if (audits.wanted() != null) {
      json.writeStringField("wanted", audits.wanted());
    }
    AuditRecord last = audits.last();
    if (last != null) {
      json.writeObjectFieldStart("last");
      json.writeStringField("kind", Words.of(last.kind()));
      json.writeStringField("begun", last.begun().toString());
      json.writeStringField("ended", last.ended().toString());
      json.writeStringField("result", Words.of(last.result()));
      json.writeNumberField("keys", last.keys());
      json.writeNumberField("differences", last.differences());
      json.writeStringField("why", last.why());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  static RouteReport read(Fields fields) {
    Fields lag = fields.in("lag");
    Fields rates = fields.in("rates");
    Fields audit = fields.in("audit");
    return new RouteReport(
        new RouteStatus(
            fields.text("route"),
            Words.parse(RouteStatus.Condition.class, fields.text("condition")),
            work(fields),
            new Lag.Figures(
                lag.number("count"),
                Duration.ofMillis(lag.number("p50Millis")),
                Duration.ofMillis(lag.number("p99Millis")),
                Duration.ofMillis(lag.number("mostMillis"))),
            CountsJson.read(fields.in("counts")),
            fields.find("trouble", RouteJson::trouble),
            new RouteStatus.Audits(
                last(audit), audit.isTrue("running"), audit.object().text("wanted")),
            CountsJson.history(fields)),
        new Rates(rates.fraction("hints"), rates.fraction("proved"), rates.fraction("bytes")));
  }

  private static RouteStatus.Work work(Fields fields) {
    Ledger.Backlog backlog =
        new Ledger.Backlog(
            fields.number("behind"),
            fields.number("held"),
            fields.number("gone"),
            fields.findMoment("oldest"));
    return new RouteStatus.Work(
        backlog, Math.toIntExact(fields.number("inFlight")), fields.number("parked"));
  }

  private static Trouble trouble(Fields trouble) {
    return new Trouble(
        trouble.moment("since"),
        Words.parse(Trouble.Kind.class, trouble.text("kind")),
        trouble.text("why"));
  }

  private static @Nullable AuditRecord last(Fields audit) {
    return audit.find(
        "last",
        last ->
            new AuditRecord(
                Words.parse(AuditKind.class, last.text("kind")),
                last.moment("begun"),
                last.moment("ended"),
                Words.parse(AuditRecord.Result.class, last.text("result")),
                last.number("keys"),
                last.number("differences"),
                last.text("why")));
  }
}
