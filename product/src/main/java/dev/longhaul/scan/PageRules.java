package dev.longhaul.scan;

import dev.longhaul.store.Failure;
import dev.longhaul.store.ListingPage;
import dev.longhaul.store.StoreException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What must hold from one page of a listing to the next, so that it ends (H59): every token is
/// new, and pages without a key do not go on forever.
final class PageRules {
  private static final int MOST_EMPTY_PAGES = 10_000;

  private final ListingSide.Name side;
  private long pages;
  private long nextMark = 1;
  private @Nullable String marked;
  private int emptyPages;

  PageRules(ListingSide.Name side) {
    this.side = side;
  }

  /// Looks at the next page of the listing.
  ///
  /// @throws StoreException when the listing does not go forward
  void check(ListingPage page) {
    pages++;
    String token = page.nextToken();
    if (token == null) {
      return;
    }
    if (token.equals(marked)) {
      throw broken("gave the same continuation token twice");
    }
    emptyPages = page.objects().isEmpty() ? emptyPages + 1 : 0;
    if (emptyPages > MOST_EMPTY_PAGES) {
      throw broken("gave " + emptyPages + " pages in a row without a key");
    }
    // Brent's way to find a cycle of any length with one token of memory: the mark moves on at
    // powers of two, and a cycle comes back to it.
    if (pages == nextMark) {
      marked = token;
      nextMark = pages * 2;
    }
  }

  private StoreException broken(String what) {
    return new StoreException(
        new Failure.Refused(
            "the listing of the "
                + side.name().toLowerCase(Locale.ROOT)
                + " cannot be trusted: page "
                + pages
                + " "
                + what
                + "; nothing is deleted on its word",
            200,
            null));
  }
}
