package dev.longhaul.log;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.longhaul.config.ByteSize;
import dev.longhaul.config.Reporting.Log.Level;
import dev.longhaul.config.TimeSpan;
import dev.longhaul.json.JsonText;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.replicate.AuditRecord;
import dev.longhaul.replicate.RouteListener;
import dev.longhaul.replicate.Trouble;
import dev.longhaul.transfer.Proof;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes one line for everything that happens on routes: what changed at `info`, what was equal
/// already at `debug`, what needs a person at `warn`.
public final class OutcomeLog implements RouteListener {
  private final Log log;

  public OutcomeLog(Log log) {
    this.log = log;
  }

  @Override
  public void outcome(String route, Outcome outcome, @Nullable Duration lag) {
    Level level = level(outcome);
    if (log.writes(level)) {
      log.line(
          level,
          () -> sentence(route, outcome, lag),
          json -> {
            json.writeStringField("route", route);
            json.writeStringField("event", word(outcome));
            JsonText.key(json, outcome.key());
            if (lag != null) {
              json.writeNumberField("lagMillis", lag.toMillis());
            }
            details(json, outcome);
          });
    }
  }

  private static Level level(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Equal _, Outcome.Kept _ -> Level.DEBUG;
      case Outcome.Copied _, Outcome.Updated _, Outcome.Deleted _, Outcome.Planned _ -> Level.INFO;
      case Outcome.DeleteWaits _, Outcome.HandedOver _, Outcome.Unfinished _ -> Level.INFO;
      case Outcome.DeleteHeld _, Outcome.Parked _ -> Level.WARN;
    };
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Equal _ -> "equal";
      case Outcome.Kept _ -> "kept";
      case Outcome.Copied _ -> "copied";
      case Outcome.Updated _ -> "updated";
      case Outcome.Deleted _ -> "deleted";
      case Outcome.Planned _ -> "planned";
      case Outcome.DeleteHeld _ -> "delete-held";
      case Outcome.DeleteWaits _ -> "delete-waits";
      case Outcome.Parked _ -> "parked";
      case Outcome.HandedOver _ -> "handed-over";
      case Outcome.Unfinished _ -> "unfinished";
    };
  }

  private static String sentence(String route, Outcome outcome, @Nullable Duration lag) {
    String what = route + ": " + word(outcome) + " " + outcome.key();
    String behind = lag == null ? "" : ", lag " + TimeSpan.text(lag);
    return switch (outcome) {
      case Outcome.Copied(var _, long bytes, Proof proof) ->
          what + ", " + ByteSize.text(bytes) + behind + ", proof " + word(proof);
      case Outcome.Parked(var parked) -> what + ": " + parked.message() + "; " + parked.remedy();
      case Outcome.Unfinished(var _, var failure, var _) ->
          what + ", tried again later: " + failure.message();
      case Outcome.DeleteHeld _ -> what + " until a person looked";
      case Outcome.DeleteWaits waits -> what + " until " + waits.until();
      case Outcome.Equal _,
          Outcome.Kept _,
          Outcome.Updated _,
          Outcome.Deleted _,
          Outcome.HandedOver _,
          Outcome.Planned _ ->
          what + behind;
    };
  }

  private static void details(JsonGenerator json, Outcome outcome) throws IOException {
    switch (outcome) {
      case Outcome.Copied(var _, long bytes, Proof proof) -> {
        json.writeNumberField("bytes", bytes);
        json.writeStringField("proof", word(proof));
      }
      case Outcome.Parked(var parked) -> {
        json.writeStringField("reason", parked.reason());
        json.writeStringField("message", parked.message());
        json.writeStringField("remedy", parked.remedy());
      }
      case Outcome.Unfinished(var _, var failure, var _) ->
          json.writeStringField("message", failure.message());
      case Outcome.DeleteWaits waits -> json.writeStringField("until", waits.until().toString());
      case Outcome.DeleteHeld _,
          Outcome.Equal _,
          Outcome.Kept _,
          Outcome.Updated _,
          Outcome.Deleted _,
          Outcome.HandedOver _,
          Outcome.Planned _ -> {}
    }
  }

  private static String word(Proof proof) {
    return switch (proof) {
      case Proof.EqualEtags _ -> "equal-etags";
      case Proof.ReadBack _ -> "read-back";
      case Proof.Digest digest -> digest.algorithm();
    };
  }

  @Override
  public void troubled(String route, Trouble trouble) {
    happened(
        trouble.kind() == Trouble.Kind.CREDENTIALS ? Level.ERROR : Level.WARN,
        route,
        "troubled",
        trouble.why() + "; it waits, and goes on by itself once that is mended");
  }

  @Override
  public void recovered(String route) {
    happened(Level.INFO, route, "recovered", "its stores serve");
  }

  @Override
  public void audited(String route, AuditRecord audit) {
    boolean good =
        audit.result() == AuditRecord.Result.EQUAL || audit.result() == AuditRecord.Result.REPAIRED;
    String why = audit.why().isEmpty() ? "" : "; " + audit.why();
    Duration took = Duration.between(audit.begun(), audit.ended());
    log.line(
        good ? Level.INFO : Level.WARN,
        () ->
            String.format(
                Locale.ROOT,
                "%s: audit (%s) %s: %,d keys, %,d differences, in %s%s",
                route,
                lower(audit.kind()),
                lower(audit.result()),
                audit.keys(),
                audit.differences(),
                TimeSpan.text(took),
                why),
        json -> {
          json.writeStringField("route", route);
          json.writeStringField("event", "audited");
          json.writeStringField("kind", lower(audit.kind()));
          json.writeStringField("result", lower(audit.result()));
          json.writeNumberField("keys", audit.keys());
          json.writeNumberField("differences", audit.differences());
          json.writeNumberField("millis", took.toMillis());
          json.writeStringField("message", audit.why());
        });
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void remark(String remark) {
    log.say(Level.WARN, remark);
  }

  private void happened(Level level, String route, String event, String message) {
    log.line(
        level,
        () -> route + ": " + message,
        json -> {
          json.writeStringField("route", route);
          json.writeStringField("event", event);
          json.writeStringField("message", message);
        });
  }
}
