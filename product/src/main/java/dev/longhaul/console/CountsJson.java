package dev.longhaul.console;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.longhaul.replicate.LagHistogram;
import dev.longhaul.replicate.LagObjective;
import dev.longhaul.replicate.ObjectiveStanding;
import dev.longhaul.replicate.RouteCounts;
import dev.longhaul.replicate.RouteStatus;
import dev.longhaul.replicate.RouteTotals;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// What became of a route's keys, and how late, as JSON.
final class CountsJson {
  private CountsJson() {}

  static void write(JsonGenerator json, RouteCounts counts) throws IOException {
    json.writeNumberField("hints", counts.hints());
    json.writeNumberField("equal", counts.proved().equal());
    json.writeNumberField("copied", counts.proved().copied());
    json.writeNumberField("bytes", counts.proved().bytes());
    json.writeNumberField("updated", counts.proved().updated());
    json.writeNumberField("deleted", counts.proved().deleted());
    json.writeNumberField("kept", counts.kept());
    json.writeNumberField("parked", counts.parked());
    json.writeNumberField("held", counts.held());
    json.writeNumberField("retried", counts.retried());
    json.writeNumberField("overflowed", counts.overflowed());
  }

  static RouteCounts read(Fields counts) {
    return new RouteCounts(
        counts.number("hints"),
        new RouteCounts.Proved(
            counts.number("equal"),
            counts.number("copied"),
            counts.number("bytes"),
            counts.number("updated"),
            counts.number("deleted")),
        counts.number("kept"),
        counts.number("parked"),
        counts.number("held"),
        counts.number("retried"),
        counts.number("overflowed"));
  }

  /// As the fields `totals` and `objective`.
  static void history(JsonGenerator json, RouteStatus.History history) throws IOException {
    LagHistogram lag = history.totals().lag();
    json.writeObjectFieldStart("totals");
    write(json, history.totals().counts());
    json.writeArrayFieldStart("lagWithin");
    for (int index = 0; index < lag.within().size(); index++) {
      json.writeStartObject();
      json.writeNumberField("millis", LagHistogram.BOUNDS.get(index).toMillis());
      json.writeNumberField("count", lag.within().get(index));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("lagCount", lag.count());
    json.writeNumberField("lagSumMillis", lag.sum().toMillis());
    json.writeEndObject();
    objective(json, history.objective());
  }

  private static void objective(JsonGenerator json, ObjectiveStanding standing) throws IOException {
    json.writeObjectFieldStart("objective");
    json.writeNumberField("share", standing.objective().share());
    json.writeNumberField("withinMillis", standing.objective().within().toMillis());
    json.writeNumberField("attained", standing.attained());
    json.writeNumberField("events", standing.events());
    json.writeNumberField("waiting", standing.waiting());
    json.writeBooleanField("missed", standing.isMissed());
    burn(json, "fast", standing.fast());
    burn(json, "slow", standing.slow());
    json.writeEndObject();
  }

  private static void burn(JsonGenerator json, String name, ObjectiveStanding.Burn burn)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("shorter", burn.shorter());
    json.writeNumberField("longer", burn.longer());
    json.writeNumberField("limit", burn.limit());
    json.writeEndObject();
  }

  /// From the fields `totals` and `objective`.
  static RouteStatus.History history(Fields fields) {
    Fields totals = fields.in("totals");
    Fields objective = fields.in("objective");
    List<Long> within = totals.list("lagWithin", one -> one.number("count"));
    return new RouteStatus.History(
        new RouteTotals(
            read(totals),
            new LagHistogram(
                within,
                totals.number("lagCount"),
                Duration.ofMillis(totals.number("lagSumMillis")))),
        new ObjectiveStanding(
            new LagObjective(
                objective.fraction("share"), Duration.ofMillis(objective.number("withinMillis"))),
            objective.fraction("attained"),
            objective.number("events"),
            objective.number("waiting"),
            burn(objective.in("fast")),
            burn(objective.in("slow"))));
  }

  private static ObjectiveStanding.Burn burn(Fields burn) {
    return new ObjectiveStanding.Burn(
        burn.fraction("shorter"), burn.fraction("longer"), burn.fraction("limit"));
  }
}
