package dev.longhaul;

import dev.longhaul.effect.Clock;
import dev.longhaul.json.JsonText;
import dev.longhaul.s3copy.worker.SyncTimes;
import java.io.PrintStream;
import java.time.Duration;

/// Metric `synctime` in the log, in the form that CloudWatch makes metrics of: a function that has
/// answered is halted, and would send what waits who knows when.
record LoggedTimes(PrintStream out, Clock clock) implements SyncTimes {
  @Override
  public void put(String bucket, Duration time) {
    out.println(
        JsonText.object(json -> {
          json.writeObjectFieldStart("_aws");
          json.writeNumberField("Timestamp", clock.now().toEpochMilli());
          json.writeArrayFieldStart("CloudWatchMetrics");
          json.writeStartObject();
          json.writeStringField("Namespace", NAMESPACE);
          json.writeArrayFieldStart("Dimensions");
          json.writeStartArray();
          json.writeString(DIMENSION);
          json.writeEndArray();
          json.writeEndArray();
          json.writeArrayFieldStart("Metrics");
          json.writeStartObject();
          json.writeStringField("Name", NAME);
          json.writeStringField("Unit", "Seconds");
          json.writeEndObject();
          json.writeEndArray();
          json.writeEndObject();
          json.writeEndArray();
          json.writeEndObject();
          json.writeStringField(DIMENSION, bucket);
          json.writeNumberField(NAME, time.toNanos() / 1e9);
        }));
  }

  @Override
  public void close() {}
}
