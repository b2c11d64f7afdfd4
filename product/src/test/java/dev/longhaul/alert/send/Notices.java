package dev.longhaul.alert.send;

import dev.longhaul.alert.Concern;
import dev.longhaul.alert.Notice;
import dev.longhaul.alert.Subject;
import dev.longhaul.config.AlertEntry.Occasion;
import java.time.Instant;
import java.util.List;

/// Something to tell.
final class Notices {
  private Notices() {}

  static Notice parked() {
    Instant noon = Instant.parse("2026-11-24T12:00:00Z");
    return new Notice(
        Notice.Stage.BEGAN,
        new Concern(
            new Subject(Subject.Kind.ROUTE, "photos"),
            Occasion.PARKED,
            "2 keys are parked",
            "list them",
            noon,
            List.of("a", "$(touch pwned)", "k\u00e9y")),
        noon);
  }
}
