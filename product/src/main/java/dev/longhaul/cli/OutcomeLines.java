package dev.longhaul.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.longhaul.config.ByteSize;
import dev.longhaul.json.JsonText;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.transfer.Proof;
import java.io.IOException;
import java.util.Optional;

/// Outcomes as lines of a report.
final class OutcomeLines {
  private OutcomeLines() {}

  /// The outcome as one line of JSON; empty where nothing was done and nothing is to be done.
  static Optional<String> line(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Equal _, Outcome.Kept _ -> Optional.empty();
      case Outcome.Copied copied -> object(copied, "copied", json -> copied(json, copied));
      case Outcome.Updated _ -> object(outcome, "updated", _ -> {});
      case Outcome.Deleted _ -> object(outcome, "deleted", _ -> {});
      case Outcome.DeleteHeld _ -> object(outcome, "delete-held", _ -> {});
      case Outcome.DeleteWaits waits ->
          object(
              waits,
              "delete-waits",
              json -> json.writeStringField("until", waits.until().toString()));
      case Outcome.Planned planned ->
          object(
              planned,
              "would-" + word(planned),
              json -> {
                json.writeNumberField("bytes", planned.bytes());
              });
      case Outcome.Parked parked -> object(parked, "parked", json -> parked(json, parked.parked()));
      case Outcome.HandedOver _ -> object(outcome, "handed-over", _ -> {});
      case Outcome.Unfinished unfinished ->
          object(
              unfinished,
              "unfinished",
              json -> json.writeStringField("message", unfinished.failure().message()));
    };
  }

  /// What a dry run would do, for people.
  static String sentence(Outcome.Planned planned) {
    String size = planned.bytes() > 0 ? "  " + ByteSize.text(planned.bytes()) : "";
    return "would " + word(planned) + " " + planned.key() + size;
  }

  private static Optional<String> object(Outcome outcome, String word, JsonText.Content content) {
    return Optional.of(
        JsonText.object(json -> {
          json.writeStringField("outcome", word);
          JsonText.key(json, outcome.key());
          content.writeTo(json);
        }));
  }

  private static String word(Outcome.Planned planned) {
    return switch (planned.action()) {
      case COPY -> "copy";
      case UPDATE -> "update";
      case DELETE -> "delete";
    };
  }

  private static void copied(JsonGenerator json, Outcome.Copied copied) throws IOException {
    json.writeNumberField("bytes", copied.bytes());
    switch (copied.proof()) {
      case Proof.EqualEtags _ -> json.writeStringField("proof", "equal-etags");
      case Proof.ReadBack _ -> json.writeStringField("proof", "read-back");
      case Proof.Digest digest -> {
        json.writeStringField("proof", digest.algorithm());
        json.writeBooleanField("endToEnd", digest.endToEnd());
      }
    }
  }

  /// What a person has to know of a parked key.
  static void parked(JsonGenerator json, ParkedKey parked) throws IOException {
    json.writeStringField("reason", parked.reason());
    json.writeStringField("message", parked.message());
    json.writeStringField("remedy", parked.remedy());
  }
}
