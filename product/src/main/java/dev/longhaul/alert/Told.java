package dev.longhaul.alert;

import dev.longhaul.config.AlertEntry.Occasion;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an earlier process told, and not yet that it ended.
///
/// @param at when
record Told(Concern concern, Instant at) {
  /// For the ledger; empty for what ended.
  static String line(Notice notice) {
    return notice.stage() == Notice.Stage.ENDED
        ? ""
        : notice.at() + " " + notice.concern().since() + " " + notice.concern().what();
  }

  /// What `line` wrote; empty for what ended, and for what cannot be read.
  static Optional<Told> of(String line, Subject subject, Occasion occasion) {
    String[] words = line.split(" ", 3);
    if (words.length < 3) {
      return Optional.empty();
    }
    try {
      Instant since = Instant.parse(words[1]);
      Concern concern = new Concern(subject, occasion, words[2], "", since, List.of());
      return Optional.of(new Told(concern, Instant.parse(words[0])));
    } catch (DateTimeException damaged) {
      return Optional.empty();
    }
  }
}
