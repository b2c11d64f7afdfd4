package dev.longhaul.scan;

import dev.longhaul.store.ListingPage;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.StoreException;

/// Asks for a page until it comes or the patience is over.
final class PageFetch {
  private PageFetch() {}

  /// @throws StoreException when the page does not come
  static ListingPage fetch(
      ListingSide side, ListingRequest request, Patience patience, ScanProgress progress) {
    for (int tries = 1; ; tries++) {
      try {
        progress.asked(side.name());
        ListingPage page = side.lister().list(request);
        patience.forward();
        return page;
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
