package dev.longhaul.scan;

import dev.longhaul.effect.Monitor;
import dev.longhaul.store.ListingPage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Makes the ranges of one merge: both sides, and what all their listings have in common.
final class ScanSides {
  private final ListingSide source;
  private final ListingSide destination;
  private final RangeListing.Lookahead lookahead;

  ScanSides(ScanPlan plan, Monitor monitor, Patience patience, ScanProgress progress) {
    this.source = plan.source();
    this.destination = plan.destination();
    this.lookahead =
        new RangeListing.Lookahead(
            monitor,
            patience,
            progress,
            plan.limits().lookaheadBytes(),
            new AtomicReference<>(Alphabet.EMPTY));
  }

  /// A range of both sides.
  ///
  /// @param seeded the side whose first page is here already, `null` for none
  ScanRange range(KeyRange range, ListingSide.@Nullable Name seeded, @Nullable ListingPage seed) {
    ListingPage ofSource = seeded == ListingSide.Name.SOURCE ? seed : null;
    ListingPage ofDestination = seeded == ListingSide.Name.DESTINATION ? seed : null;
    return new ScanRange(
        range,
        new RangeListing(source, range, ofSource, lookahead),
        new RangeListing(destination, range, ofDestination, lookahead));
  }

  Monitor monitor() {
    return lookahead.monitor();
  }

  ScanProgress progress() {
    return lookahead.progress();
  }

  Alphabet alphabet() {
    return lookahead.alphabet().get();
  }
}
