package dev.longhaul.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.longhaul.config.ByteSize;
import dev.longhaul.json.JsonText;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.route.Policy;
import dev.longhaul.scan.PassReport;
import dev.longhaul.scan.PassTally;
import dev.longhaul.store.calls.Meter;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/// How a run of `sync` ended, for people and for programs.
///
/// @param planned what a dry run would have done, by kind
record SyncSummary(
    SyncSettings settings,
    PassReport report,
    Planned planned,
    Duration time,
    Meter source,
    Meter destination) {

  ExitCode exitCode() {
    PassTally.Results results = report.counts().results();
    return switch (report.end()) {
      case INTERRUPTED -> ExitCode.INTERRUPTED;
      case WRONG_CREDENTIALS, LISTING_FAILED, GAVE_UP -> ExitCode.UNKNOWN;
      case COMPLETE -> {
        if (results.deletesHeld() > 0) {
          yield ExitCode.BREAKER;
        }
        if (report.counts().unfinished() > 0) {
          yield ExitCode.UNKNOWN;
        }
        yield report.isEqual() ? ExitCode.DONE : ExitCode.DIFFERENT;
      }
    };
  }

  String text() {
    PassTally.Results results = report.counts().results();
    StringBuilder text = new StringBuilder();
    row(text, "equal already", report.scan().equal() + results.equal(), "");
    if (settings.dryRun()) {
      row(text, "would copy", planned.copies(), ByteSize.text(results.planned().bytes()));
      row(text, "would update metadata or tags", planned.updates(), "");
      row(text, "would delete", planned.deletes(), "");
    } else {
      row(text, "copied", results.copied().keys(), ByteSize.text(results.copied().bytes()));
      row(text, "updated metadata or tags", results.updated(), "");
      row(text, "deleted", results.deleted(), "");
    }
    kept(text, results.kept());
    String more = report.why().isEmpty() ? "--max-delete allows more" : "";
    row(text, "deletes held back", results.deletesHeld(), more);
    row(text, "parked", results.parked(), "");
    row(text, "without an answer", report.counts().unfinished(), "run it again");
    Table.time(text, time, report.scan(), source, destination);
    parked(text);
    if (report.end() == PassReport.End.INTERRUPTED) {
      text.append("interrupted; run it again and it goes on\n");
    } else if (!report.why().isEmpty() && !isReported()) {
      text.append(report.why()).append('\n');
    }
    if (report.unfinished() != null) {
      text.append("last failure: ").append(report.unfinished().message()).append('\n');
    }
    return text.append(compared()).append('\n').toString();
  }

  /// What an inventory does not show may be new, so nothing follows from it (H63).
  private void kept(StringBuilder text, long keys) {
    if (settings.inventory() == null) {
      row(text, "only at the destination, kept", keys, "--delete removes them");
    } else {
      row(text, "not in the inventory, kept", keys, "new since, or gone from the source");
    }
  }

  /// A row, unless it says nothing: rows of nothing hide the others.
  private static void row(StringBuilder text, String what, long number, String remark) {
    boolean always = what.equals("equal already") || what.equals("copied");
    if (number > 0 || always) {
      Table.row(text, what, number, remark);
    }
  }

  private void parked(StringBuilder text) {
    for (ParkedKey key : report.parked()) {
      text.append("parked ").append(key.key()).append(": ").append(key.message());
      text.append("; ").append(key.remedy()).append('\n');
    }
    long more = report.counts().results().parked() - report.parked().size();
    if (more > 0) {
      text.append(String.format(Locale.ROOT, "... and %,d more; --report lists all%n", more));
    }
  }

  /// What the verdict rests on (decision 3).
  private String compared() {
    String depth =
        switch (settings.route().policy().compare()) {
          case LISTING ->
              "size and ETag by listing; metadata and tags only of what was copied or newer at the"
                  + " source";
          case METADATA -> "size, ETag, metadata and tags of every object";
        };
    boolean tags = settings.route().policy().tags() == Policy.TagRule.COPY;
    String rest = tags ? depth : depth.replace(" and tags", "") + "; tags ignored";
    if (settings.inventory() == null) {
      return "compared: " + rest;
    }
    return isReported()
        ? "compared: with " + report.why() + ", nothing deleted; " + rest.replace(" by listing", "")
        : "compared: not to the end of the inventory";
  }

  /// Whether an inventory was read to its end; then the report says which one.
  private boolean isReported() {
    return settings.inventory() != null && report.end() == PassReport.End.COMPLETE;
  }

  String json() {
    return JsonText.object(json -> {
      json.writeStringField("command", "sync");
      json.writeNumberField("exitCode", exitCode().number());
      json.writeStringField("end", Table.word(report.end()));
      json.writeStringField("why", report.why());
      json.writeStringField("source", settings.route().source().location().toString());
      json.writeStringField("destination", settings.route().destination().location().toString());
      json.writeBooleanField("dryRun", settings.dryRun());
      json.writeNumberField("seconds", time.toMillis() / 1000.0);
      counts(json);
      Table.requests(json, "sourceRequests", source);
      Table.requests(json, "destinationRequests", destination);
      json.writeArrayFieldStart("parkedKeys");
      for (ParkedKey key : report.parked()) {
        json.writeStartObject();
        JsonText.key(json, key.key());
        OutcomeLines.parked(json, key);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeStringField("compared", compared().replace("compared: ", ""));
    });
  }

  private void counts(JsonGenerator json) throws IOException {
    PassTally.Results results = report.counts().results();
    json.writeNumberField("equal", report.scan().equal() + results.equal());
    json.writeNumberField("copied", results.copied().keys());
    json.writeNumberField("copiedBytes", results.copied().bytes());
    json.writeNumberField("updated", results.updated());
    json.writeNumberField("deleted", results.deleted());
    json.writeNumberField("kept", results.kept());
    json.writeNumberField("deletesHeld", results.deletesHeld());
    json.writeNumberField("wouldCopy", planned.copies());
    json.writeNumberField("wouldCopyBytes", results.planned().bytes());
    json.writeNumberField("wouldUpdate", planned.updates());
    json.writeNumberField("wouldDelete", planned.deletes());
    json.writeNumberField("parked", results.parked());
    json.writeNumberField("unfinished", report.counts().unfinished());
    json.writeNumberField("sourceKeys", report.scan().sourceKeys());
    json.writeNumberField("destinationKeys", report.scan().destinationKeys());
  }
}
