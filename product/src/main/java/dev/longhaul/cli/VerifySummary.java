package dev.longhaul.cli;

import dev.longhaul.config.ByteSize;
import dev.longhaul.json.JsonText;
import dev.longhaul.scan.Aspect;
import dev.longhaul.scan.PassReport;
import dev.longhaul.scan.VerifyReport;
import dev.longhaul.store.calls.Meter;
import java.time.Duration;
import java.util.Locale;

/// How a run of `verify` ended, for people and for programs.
record VerifySummary(
    VerifySettings settings, VerifyReport report, Duration time, Meter source, Meter destination) {

  ExitCode exitCode() {
    if (report.end() == PassReport.End.INTERRUPTED) {
      return ExitCode.INTERRUPTED;
    }
    return switch (report.verdict()) {
      case EQUAL -> ExitCode.DONE;
      case DIFFERENT -> ExitCode.DIFFERENT;
      case UNKNOWN -> ExitCode.UNKNOWN;
    };
  }

  String text() {
    VerifyReport.Counts counts = report.counts();
    StringBuilder text = new StringBuilder();
    Table.row(text, "equal by listing", counts.byListing(), "");
    Table.row(text, "equal by looking at them", counts.byRequest(), "");
    if (counts.keysRead() > 0) {
      Table.row(
          text, "of those by their bytes", counts.keysRead(), ByteSize.text(counts.bytesRead()));
    }
    for (Aspect aspect : Aspect.values()) {
      long differ = counts.aspects().getOrDefault(aspect, 0L);
      if (differ > 0) {
        Table.row(text, meaning(aspect), differ, "");
      }
    }
    if (counts.unknown() > 0) {
      Table.row(text, "could not tell", counts.unknown(), "");
    }
    Table.time(text, time, report.scan(), source, destination);
    if (!report.why().isEmpty()) {
      text.append(report.why()).append('\n');
    }
    return text.append(verdict()).append("; compared: ").append(compared()).append('\n').toString();
  }

  private static String meaning(Aspect aspect) {
    return switch (aspect) {
      case MISSING -> "missing at the destination";
      case EXTRA -> "extra at the destination";
      case BYTES -> "different bytes";
      case METADATA -> "different metadata";
      case TAGS -> "different tags";
      case CLASS -> "different storage class";
    };
  }

  private String verdict() {
    return switch (report.verdict()) {
      case EQUAL -> "equal";
      case DIFFERENT -> "different";
      case UNKNOWN -> "could not tell";
    };
  }

  private String compared() {
    if (settings.deep().percent() > 0) {
      String share =
          settings.deep().percent() == 100 ? "every object" : settings.deep() + " of all";
      return "the bytes of " + share + ", metadata and tags";
    }
    return settings.metadata()
        ? "size, ETag, metadata and tags of every object"
        : "size and ETag by listing; --metadata and --deep look closer";
  }

  String json() {
    VerifyReport.Counts counts = report.counts();
    return JsonText.object(json -> {
      json.writeStringField("command", "verify");
      json.writeNumberField("exitCode", exitCode().number());
      json.writeStringField("verdict", report.verdict().name().toLowerCase(Locale.ROOT));
      json.writeStringField("end", Table.word(report.end()));
      json.writeStringField("why", report.why());
      json.writeStringField("source", settings.route().source().location().toString());
      json.writeStringField("destination", settings.route().destination().location().toString());
      json.writeNumberField("seconds", time.toMillis() / 1000.0);
      json.writeNumberField("equalByListing", counts.byListing());
      json.writeNumberField("equalByRequest", counts.byRequest());
      json.writeNumberField("keysRead", counts.keysRead());
      json.writeNumberField("bytesRead", counts.bytesRead());
      json.writeNumberField("different", counts.different());
      json.writeNumberField("unknown", counts.unknown());
      json.writeObjectFieldStart("differences");
      for (Aspect aspect : Aspect.values()) {
        json.writeNumberField(FindingLines.word(aspect), counts.aspects().getOrDefault(aspect, 0L));
      }
      json.writeEndObject();
      json.writeNumberField("sourceKeys", report.scan().sourceKeys());
      json.writeNumberField("destinationKeys", report.scan().destinationKeys());
      Table.requests(json, "sourceRequests", source);
      Table.requests(json, "destinationRequests", destination);
      json.writeStringField("compared", compared());
    });
  }
}
