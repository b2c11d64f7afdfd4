package dev.longhaul;

import dev.longhaul.effect.Clock;
import dev.longhaul.json.JsonText;
import dev.longhaul.object.Escaped;
import dev.longhaul.s3copy.function.Journal;
import java.io.PrintStream;

/// What functions say goes to their log; counts in the form that CloudWatch makes metrics of, so
/// that no call is needed for them.
record FunctionJournal(PrintStream out, Clock clock) implements Journal {
  private static final String NAMESPACE = "S3Sync";

  @Override
  public void line(String text) {
    out.println("longhaul: " + Escaped.text(text));
  }

  @Override
  public void count(Figure figure, long number) {
    out.println(
        JsonText.object(json -> {
          json.writeObjectFieldStart("_aws");
          json.writeNumberField("Timestamp", clock.now().toEpochMilli());
          json.writeArrayFieldStart("CloudWatchMetrics");
          json.writeStartObject();
          json.writeStringField("Namespace", NAMESPACE);
          json.writeArrayFieldStart("Dimensions");
          json.writeStartArray();
          json.writeEndArray();
          json.writeEndArray();
          json.writeArrayFieldStart("Metrics");
          json.writeStartObject();
          json.writeStringField("Name", figure.name());
          json.writeStringField("Unit", "Count");
          json.writeEndObject();
          json.writeEndArray();
          json.writeEndObject();
          json.writeEndArray();
          json.writeEndObject();
          json.writeNumberField(figure.name(), number);
        }));
  }
}
