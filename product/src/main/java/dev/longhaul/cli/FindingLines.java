package dev.longhaul.cli;

import dev.longhaul.json.JsonText;
import dev.longhaul.scan.Aspect;
import dev.longhaul.scan.Finding;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a verification found about one key, as a line.
final class FindingLines {
  private FindingLines() {}

  /// The finding for people.
  static String text(Finding finding) {
    return switch (finding) {
      case Finding.Equal equal -> "equal " + equal.key();
      case Finding.Differs differs -> words(differs) + " " + differs.key();
      case Finding.Unknown unknown -> "unknown " + unknown.key() + ": " + unknown.why();
    };
  }

  /// The finding as one line of JSON.
  static String json(Finding finding) {
    return JsonText.object(json -> {
      JsonText.key(json, finding.key());
      switch (finding) {
        case Finding.Equal _ -> json.writeStringField("verdict", "equal");
        case Finding.Differs differs -> {
          json.writeStringField("verdict", "different");
          json.writeArrayFieldStart("in");
          for (Aspect aspect : differs.aspects()) {
            json.writeString(word(aspect));
          }
          json.writeEndArray();
        }
        case Finding.Unknown unknown -> {
          json.writeStringField("verdict", "unknown");
          json.writeStringField("why", unknown.why());
        }
      }
    });
  }

  private static String words(Finding.Differs differs) {
    return differs.aspects().stream().map(FindingLines::word).collect(Collectors.joining(","));
  }

  static String word(Aspect aspect) {
    return aspect.name().toLowerCase(Locale.ROOT);
  }
}
