package dev.longhaul.replicate;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Monitor;
import dev.longhaul.ledger.Ledger;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The limit of how many hints of a route may wait, and those that were not kept because of it:
/// only that there were some is written down, and an audit that begins afterwards finds what they
/// told. So a route that cannot keep up, or is paused for days, loses nothing and holds up nobody.
/// Thread-safe.
///
/// Hints are counted from the first one that was ever not kept, and audits say up to which of them
/// they looked; so it does not matter in which order these two numbers reach the disk.
final class Overflow {
  /// The fact of how many hints were not kept, and since when some of them are not found.
  static final String LOST = "overflow";

  /// The fact of up to which of them an audit looked.
  static final String FOUND = "overflow.found";

  private final Ledger ledger;
  private final Monitor monitor;
  private final Clock clock;
  private final long limit;
  private long count;
  private long found;
  private @Nullable Instant since;

  /// Whether somebody writes the count down just now: an older one must never come after a newer.
  private boolean keeping;

  /// Hints that were not kept and whose keys no audit looked at yet.
  record Gap(Instant since, long hints) {}

  /// @param limit hints that may wait in the ledger
  Overflow(Ledger ledger, Monitor monitor, Clock clock, long limit) {
    this.ledger = ledger;
    this.monitor = monitor;
    this.clock = clock;
    this.limit = limit;
    this.found = ledger.facts().find(FOUND).map(Long::parseLong).orElse(0L);
    String[] words = ledger.facts().find(LOST).orElse("0").split(" ", 2);
    this.count = Math.max(Long.parseLong(words[0]), found);
    this.since = count > found ? Instant.parse(words[1]) : null;
  }

  /// How many more hints may wait.
  long room() {
    return limit - ledger.hints().backlog().pending();
  }

  /// So many hints are not kept; on disk when it returns.
  ///
  /// @return whether they are the first since the last audit that looked for such
  boolean add(int hints) {
    Instant now = clock.now();
    boolean first = gap().isEmpty();
    String line =
        monitor.when(
            () -> !keeping,
            () -> {
              keeping = true;
              count += hints;
              since = since == null ? now : since;
              return count + " " + since;
            });
    try {
      ledger.facts().keep(LOST, line);
    } finally {
      monitor.enter(() -> keeping = false);
    }
    return first;
  }

  /// What an audit has to look for, if anything.
  Optional<Gap> gap() {
    return monitor.enter(
        () -> Optional.ofNullable(since).map(from -> new Gap(from, count - found)));
  }

  /// Whether that audit is to begin: once half of the backlog is worked off, so that it does not
  /// have to begin again at once.
  boolean wantsAudit() {
    return gap().isPresent() && room() >= limit / 2;
  }

  /// Up to which hint an audit that begins now looks.
  long now() {
    return monitor.enter(() -> count);
  }

  /// An audit that began at that hint saw every key, its metadata and its tags.
  void found(long upTo) {
    long known =
        monitor.enter(() -> {
          found = Math.max(found, upTo);
          since = found == count ? null : since;
          return found;
        });
    ledger.facts().record(FOUND, Long.toString(known));
  }
}
