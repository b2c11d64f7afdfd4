package dev.longhaul.console;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.longhaul.hint.IntakeState;
import dev.longhaul.hint.Json;
import dev.longhaul.json.JsonText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a process fares, as JSON: written by the process and read by the commands, in one place.
public final class StatusJson {
  private StatusJson() {}

  /// The report as one line.
  public static String text(ProcessReport report) {
    return JsonText.object(json -> {
      json.writeStringField("version", report.version());
      json.writeStringField("started", report.started().toString());
      json.writeStringField("at", report.at().toString());
      json.writeStringField("standing", Words.of(Standing.of(report)));
      json.writeArrayFieldStart("routes");
      for (RouteReport route : report.routes()) {
        json.writeStartObject();
        RouteJson.write(json, route, report.at());
        json.writeEndObject();
      }
      json.writeEndArray();
      intakes(json, report);
      json.writeNumberField("unreadable", report.unreadable());
    });
  }

  /// How the intakes alone fare, as one line.
  static String intakes(ProcessReport report) {
    return JsonText.object(json -> intakes(json, report));
  }

  private static void intakes(JsonGenerator json, ProcessReport report) throws IOException {
    json.writeArrayFieldStart("intakes");
    for (IntakeState intake : report.intakes()) {
      json.writeStartObject();
      json.writeStringField("intake", intake.name());
      json.writeStringField("kind", intake.kind());
      json.writeStringField("since", intake.since().toString());
      json.writeNumberField("messages", intake.counts().messages());
      json.writeNumberField("events", intake.counts().events());
      moment(json, "lastReceived", intake.lastReceived());
      IntakeState.Trouble trouble = intake.trouble();
      if (trouble != null) {
        json.writeObjectFieldStart("trouble");
        json.writeStringField("since", trouble.since().toString());
        json.writeStringField("why", trouble.why());
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// The report that `text` wrote.
  ///
  /// @throws IllegalArgumentException when it is something else
  public static ProcessReport read(Json json) {
    Fields fields = new Fields(json);
    return new ProcessReport(
        fields.text("version"),
        fields.moment("started"),
        fields.moment("at"),
        fields.list("routes", RouteJson::read),
        fields.list("intakes", StatusJson::intake),
        fields.number("unreadable"));
  }

  private static IntakeState intake(Fields fields) {
    return new IntakeState(
        fields.text("intake"),
        fields.text("kind"),
        fields.moment("since"),
        new IntakeState.Counts(fields.number("messages"), fields.number("events")),
        fields.findMoment("lastReceived"),
        fields.find(
            "trouble",
            trouble -> new IntakeState.Trouble(trouble.moment("since"), trouble.text("why"))));
  }

  static void moment(JsonGenerator json, String name, @Nullable Instant at) throws IOException {
    if (at != null) {
      json.writeStringField(name, at.toString());
    }
  }

  /// Seconds between two moments, and none where the second is before the first by some clock.
  static double seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis() / 1000.0);
  }
}
