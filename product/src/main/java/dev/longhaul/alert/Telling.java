package dev.longhaul.alert;

import dev.longhaul.config.AlertEntry.Occasion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The law of what one target is told: every concern once, again only after a while, and once that
/// it ended. What ends and comes back within that while is not told anew. Not thread-safe.
final class Telling {
  private final SortedSet<Occasion> on;
  private final Duration againAfter;
  private final SortedMap<Concern.Id, Told> told = new TreeMap<>();

  /// @param at when it was told that it began or lasts
  /// @param ended whether it was told too that it ended
  private record Told(Concern concern, Instant at, boolean ended) {}

  Telling(SortedSet<Occasion> on, Duration againAfter) {
    this.on = on;
    this.againAfter = againAfter;
  }

  /// An earlier process told of this one, and not yet that it ended.
  void remember(Concern concern, Instant at) {
    told.put(concern.id(), new Told(concern, at, false));
  }

  /// What is to be told now.
  List<Notice> next(Collection<Concern> concerns, Instant now) {
    List<Notice> notices = new ArrayList<>();
    SortedSet<Concern.Id> present = new TreeSet<>();
    for (Concern concern : concerns) {
      if (on.contains(concern.occasion())) {
        present.add(concern.id());
        Notice.Stage stage = stage(told.get(concern.id()), now);
        if (stage != null) {
          notices.add(new Notice(stage, concern, now));
          told.put(concern.id(), new Told(concern, now, false));
        }
      }
    }
    told.replaceAll((id, last) -> {
      if (last.ended() || present.contains(id)) {
        return last;
      }
      notices.add(new Notice(Notice.Stage.ENDED, last.concern(), now));
      return new Told(last.concern(), last.at(), true);
    });
    told.values().removeIf(last -> last.ended() && !isRecent(last, now));
    return notices;
  }

  private Notice.@Nullable Stage stage(@Nullable Told last, Instant now) {
    if (last == null) {
      return Notice.Stage.BEGAN;
    }
    if (isRecent(last, now)) {
      return null;
    }
    return last.ended() ? Notice.Stage.BEGAN : Notice.Stage.LASTS;
  }

  /// A clock that was set back delays nothing for longer than the usual while.
  private boolean isRecent(Told last, Instant now) {
    return Duration.between(last.at(), now).abs().compareTo(againAfter) < 0;
  }
}
