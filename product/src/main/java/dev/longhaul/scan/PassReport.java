package dev.longhaul.scan;

import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.store.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a pass ended.
///
/// @param end how it came to an end
/// @param why what a person should know about the end, or about the report that took the place of
///   the source's listing; else empty
/// @param counts what became of the keys
/// @param scan what was listed
/// @param listingFailures why listings are not complete; empty when they are
/// @param sorted whether a listing was not in byte order, so that both were sorted
/// @param parked some of the parked keys, for people
/// @param unfinished the failure of one key that got no answer, `null` when there is none
public record PassReport(
    End end,
    String why,
    PassTally.Counts counts,
    ScanProgress.Counts scan,
    List<Failure> listingFailures,
    boolean sorted,
    List<ParkedKey> parked,
    @Nullable Failure unfinished) {
  public PassReport {
    listingFailures = List.copyOf(listingFailures);
    parked = List.copyOf(parked);
  }

  /// How a pass came to an end.
  public enum End {
    /// Everything was listed and every difference was worked on.
    COMPLETE,
    /// A listing failed: what was seen was worked on, nothing was deleted.
    LISTING_FAILED,
    /// Nothing went forward for too long.
    GAVE_UP,
    /// A store refuses our credentials: nothing can be known.
    WRONG_CREDENTIALS,
    /// Somebody asked it to stop.
    INTERRUPTED
  }

  /// Whether everything listed is proved equal or was made so. Keys that only the destination has
  /// do not count when the policy keeps them.
  public boolean isEqual() {
    return end == End.COMPLETE
        && counts.results().parked() == 0
        && counts.unfinished() == 0
        && counts.results().deletesHeld() == 0
        && counts.results().planned().keys() == 0;
  }
}
