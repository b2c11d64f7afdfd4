package dev.longhaul.scan;

import dev.longhaul.store.ListingPage;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.StoreException;

/// A page, asked for until it comes or the patience is over.
///
/// @param nanos how long the store took for it
record PageFetch(ListingPage page, long nanos) {

  /// @throws StoreException when the page does not come
  static PageFetch fetch(
      ListingSide side, ListingRequest request, Patience patience, ScanProgress progress) {
    for (int tries = 1; ; tries++) {
      try {
        progress.asked(side.name());
        long begun = patience.nanos();
        ListingPage page = side.lister().list(request);
        patience.forward();
        return new PageFetch(page, patience.nanos() - begun);
      } catch (StoreException failed) {
        if (!patience.allows(failed.failure(), tries)) {
          throw failed;
        }
        patience.noted(failed.failure());
        patience.wait(failed.failure(), tries);
      }
    }
  }
}
