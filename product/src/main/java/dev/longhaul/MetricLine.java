package dev.longhaul;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.longhaul.json.JsonText;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/// A line of a log that CloudWatch makes a metric of ("embedded metric format"), so that no call is
/// needed for it.
///
/// @param dimensions what the metric is about, name to value
record MetricLine(String namespace, Map<String, String> dimensions) {
  /// The line.
  ///
  /// @param unit as CloudWatch calls it
  String of(String name, String unit, Number value, Instant at) {
    return JsonText.object(json -> {
      json.writeObjectFieldStart("_aws");
      json.writeNumberField("Timestamp", at.toEpochMilli());
      json.writeArrayFieldStart("CloudWatchMetrics");
      json.writeStartObject();
      json.writeStringField("Namespace", namespace);
      writeNames(json);
      json.writeArrayFieldStart("Metrics");
      json.writeStartObject();
      json.writeStringField("Name", name);
      json.writeStringField("Unit", unit);
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      for (Map.Entry<String, String> dimension : dimensions.entrySet()) {
        json.writeStringField(dimension.getKey(), dimension.getValue());
      }
      json.writeFieldName(name);
      json.writeNumber(value.toString());
    });
  }

  private void writeNames(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("Dimensions");
    json.writeStartArray();
    for (String dimension : dimensions.keySet()) {
      json.writeString(dimension);
    }
    json.writeEndArray();
    json.writeEndArray();
  }
}
