package dev.longhaul.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.longhaul.config.TimeSpan;
import dev.longhaul.scan.ScanProgress;
import dev.longhaul.store.Operation;
import dev.longhaul.store.calls.Meter;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/// The rows that summaries are made of.
final class Table {
  private Table() {}

  static void row(StringBuilder text, String what, long number, String remark) {
    String line = String.format(Locale.ROOT, "%-30s %,12d  %s", what, number, remark);
    text.append(line.stripTrailing()).append('\n');
  }

  /// The row of what it took.
  static void time(
      StringBuilder text, Duration time, ScanProgress.Counts scan, Meter source, Meter other) {
    text.append(
        String.format(
            Locale.ROOT,
            "%-30s %12s  %,d keys listed, %,d requests to the source, %,d to the destination%n",
            "time",
            TimeSpan.text(time),
            scan.sourceKeys() + scan.destinationKeys(),
            source.total(),
            other.total()));
  }

  static void requests(JsonGenerator json, String name, Meter meter) throws IOException {
    json.writeObjectFieldStart(name);
    for (Operation operation : Operation.values()) {
      if (meter.of(operation) > 0) {
        json.writeNumberField(word(operation), meter.of(operation));
      }
    }
    json.writeEndObject();
  }

  /// A constant as programs read it, `list-parts`.
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
