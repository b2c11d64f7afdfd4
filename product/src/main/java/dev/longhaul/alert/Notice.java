package dev.longhaul.alert;

import dev.longhaul.json.JsonText;
import java.time.Instant;
import java.util.Locale;

/// What somebody is told.
///
/// @param at when it was said
public record Notice(Stage stage, Concern concern, Instant at) {
  /// Longer words of others are cut: some who are told take no more.
  private static final int LONGEST = 1_000;

  /// Where a concern stands.
  public enum Stage {
    BEGAN,
    LASTS,
    ENDED
  }

  /// One line that says it all in short.
  public String title() {
    String mark = stage == Stage.ENDED ? "ended: " : stage == Stage.LASTS ? "still: " : "";
    return "longhaul " + concern.subject() + ": " + mark + oneLine(concern.what());
  }

  /// Some lines for a person.
  public String text() {
    StringBuilder text = new StringBuilder(title()).append("\nsince ").append(concern.since());
    if (stage == Stage.ENDED) {
      text.append(", ended by ").append(at);
    } else {
      text.append("\nwhat to do: ").append(oneLine(concern.remedy()));
    }
    concern.keys().forEach(key -> text.append("\n  ").append(oneLine(key)));
    return text.toString();
  }

  /// One JSON object on one line, in ASCII only.
  public String json() {
    return JsonText.object(json -> {
      json.writeStringField("from", "longhaul");
      json.writeStringField("occasion", word(concern.occasion()));
      json.writeStringField("stage", word(stage));
      json.writeStringField(concern.subject().kind().word(), concern.subject().name());
      json.writeStringField("since", concern.since().toString());
      json.writeStringField("at", at.toString());
      json.writeStringField("what", oneLine(concern.what()));
      json.writeStringField("remedy", oneLine(concern.remedy()));
      json.writeArrayFieldStart("keys");
      for (String key : concern.keys()) {
        json.writeString(oneLine(key));
      }
      json.writeEndArray();
      json.writeStringField("text", text());
    });
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /// Words that came from elsewhere do not break a line (H76); keys in them are escaped already.
  private static String oneLine(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
