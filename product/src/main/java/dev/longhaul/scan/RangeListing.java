package dev.longhaul.scan;

import dev.longhaul.effect.Monitor;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.ListingPage;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.StoreException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One side's listing of one key range: pages are fetched ahead by one job and taken by another.
///
/// The end of the range may move down while it is listed, but never below a key already fetched.
/// Fields are guarded by the scan's monitor.
final class RangeListing {
  private static final int RECENT_PAGES = 4;

  private final ListingSide side;
  private final Monitor monitor;
  private final Lookahead lookahead;
  private final PageRules rules;
  private final ListingRequest firstRequest;
  private final @Nullable ListingPage seed;
  private final @Nullable ObjectKey after;

  private final Deque<Sheaf> ahead = new ArrayDeque<>();
  private long aheadBytes;
  private @Nullable ObjectKey until;
  private @Nullable ObjectKey last;
  private @Nullable ObjectKey first;
  private final Deque<ObjectKey> pageEnds = new ArrayDeque<>();
  private int pages;
  private boolean ended;

  /// Unchecked.
  private @Nullable Throwable broken;

  private boolean brokenOff;

  /// How pages are fetched ahead: what every range listing of a scan has in common.
  ///
  /// @param bytes that may be waiting; one page always may
  /// @param alphabet what keys are made of, learned on the way
  /// @param pace how long pages take, learned on the way
  record Lookahead(
      Monitor monitor,
      Patience patience,
      ScanProgress progress,
      long bytes,
      AtomicReference<Alphabet> alphabet,
      Pace pace) {}

  /// A page cut to the range.
  private record Sheaf(List<ListedObject> objects, long bytes) {}

  /// @param seed the first page when it was fetched already, `null` when not
  RangeListing(ListingSide side, KeyRange range, @Nullable ListingPage seed, Lookahead lookahead) {
    this.side = side;
    this.monitor = lookahead.monitor();
    this.lookahead = lookahead;
    this.rules = new PageRules(side.name());
    this.firstRequest = side.pageAfter(range.after());
    this.seed = seed;
    this.after = range.after();
    this.until = range.until();
  }

  ListingSide side() {
    return side;
  }

  /// The pager's job: fetches pages until the range ends. What goes wrong is thrown by `next`.
  boolean fetchAll() {
    try {
      fetchPages();
    } catch (RuntimeException | Error failed) {
      monitor.enter(() -> {
        if (broken == null) {
          broken = failed;
        }
        return true;
      });
    }
    return true;
  }

  private void fetchPages() {
    ListingRequest request = firstRequest;
    ListingPage page = seed == null ? fetch(request) : seed;
    while (true) {
      rules.check(page);
      if (offer(page)) {
        return;
      }
      request = request.next(Objects.requireNonNull(page.nextToken()));
      monitor.when(() -> ahead.isEmpty() || aheadBytes < lookahead.bytes(), () -> true);
      page = fetch(request);
    }
  }

  private ListingPage fetch(ListingRequest request) {
    PageFetch fetched = PageFetch.fetch(side, request, lookahead.patience(), lookahead.progress());
    return monitor.enter(() -> {
      lookahead.pace().took(fetched.nanos());
      return fetched.page();
    });
  }

  /// Hands a page over. Returns whether it was the last of the range.
  private boolean offer(ListingPage page) {
    List<ListedObject> objects = page.objects();
    if (!page.ascending()) {
      throw new UnorderedListing("a page of the " + side.name() + " does not rise in byte order");
    }
    long bytes = bytes(objects);
    lookahead.alphabet().updateAndGet(alphabet -> alphabet.with(objects));
    return monitor.enter(() -> {
      checkRises(objects);
      List<ListedObject> inside = inside(objects);
      lookahead.progress().listed(side.name(), inside.size());
      pages++;
      boolean crossed = inside.size() < objects.size() && crossesEnd(objects);
      ended = crossed || page.nextToken() == null;
      if (!inside.isEmpty()) {
        remember(inside);
        ahead.add(new Sheaf(inside, bytes));
        aheadBytes += bytes;
      }
      return ended;
    });
  }

  private void remember(List<ListedObject> inside) {
    ObjectKey end = inside.getLast().key();
    if (end.length() == side.prefix().length()) {
      return;
    }
    if (first == null) {
      ObjectKey begin = inside.getFirst().key();
      first = begin.length() == side.prefix().length() ? end : begin;
    }
    pageEnds.add(end);
    if (pageEnds.size() > RECENT_PAGES) {
      pageEnds.remove();
    }
  }

  private void checkRises(List<ListedObject> objects) {
    if (objects.isEmpty()) {
      return;
    }
    ObjectKey first = objects.getFirst().key();
    if (last != null && first.compareTo(last) <= 0) {
      throw new UnorderedListing("key " + first + " is listed after key " + last);
    }
    last = objects.getLast().key();
  }

  private boolean crossesEnd(List<ListedObject> objects) {
    return until != null && side.compare(objects.getLast().key(), until) > 0;
  }

  private List<ListedObject> inside(List<ListedObject> objects) {
    int from = 0;
    int to = objects.size();
    while (after != null && from < to && side.compare(objects.get(from).key(), after) <= 0) {
      if (!side.mayBeginEarly(after)) {
        throw new UnorderedListing(
            "key " + objects.get(from).key() + " is listed after key " + after);
      }
      from++;
    }
    while (until != null && from < to && side.compare(objects.get(to - 1).key(), until) > 0) {
      to--;
    }
    return objects.subList(from, to);
  }

  private static long bytes(List<ListedObject> objects) {
    long bytes = 0;
    for (ListedObject object : objects) {
      bytes += object.key().length() + 200L;
    }
    return bytes;
  }

  /// The next keys of the range, at least one; empty at its end. Waits for them.
  ///
  /// @throws StoreException when the listing failed
  /// @throws UnorderedListing when it is not in byte order
  Optional<List<ListedObject>> next() {
    return monitor.when(
        () -> !ahead.isEmpty() || ended || broken != null,
        () -> {
          Sheaf sheaf = ahead.poll();
          if (sheaf != null && !brokenOff) {
            aheadBytes -= sheaf.bytes();
            return Optional.of(sheaf.objects());
          }
          throwBroken();
          return Optional.empty();
        });
  }

  private void throwBroken() {
    switch (broken) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException unchecked -> throw unchecked;
      case Throwable checked -> throw new IllegalStateException(checked);
    }
  }

  /// Ends the listing for another reason than its own; `next` throws it. Inside the monitor only.
  void breakOff(RuntimeException why) {
    brokenOff = true;
    broken = why;
  }

  /// Whether a page is still to come. Inside the monitor only.
  boolean goesOn() {
    return !ended && broken == null;
  }

  /// The pages fetched. Inside the monitor only.
  int pages() {
    return pages;
  }

  /// The first relative key of the range; `null` before it is known. Inside the monitor only.
  @Nullable ObjectKey first() {
    return first == null ? null : side.relative(first);
  }

  /// The last relative key of the range that was fetched, `null` for none. Inside the monitor only.
  @Nullable ObjectKey last() {
    return pageEnds.isEmpty() ? null : side.relative(pageEnds.getLast());
  }

  /// A relative key a few pages before the last, `null` for none. Inside the monitor only.
  @Nullable ObjectKey recent() {
    return pageEnds.isEmpty() ? null : side.relative(pageEnds.getFirst());
  }

  /// Whether the range may end at this relative key. Inside the monitor only.
  boolean canEndAt(ObjectKey relative) {
    return pageEnds.isEmpty() || side.compare(pageEnds.getLast(), relative) < 0;
  }

  /// Moves the end down. Inside the monitor only.
  void endAt(ObjectKey relative) {
    until = relative;
  }
}
