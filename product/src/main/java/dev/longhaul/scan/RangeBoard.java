package dev.longhaul.scan;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.ListingPage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which ranges a scan is listing, and which of them is worth cutting for a slot that has nothing
/// to do.
///
/// A cut costs one page that both halves list, a probe in vain costs one page; together they stay
/// within 5 of 100 pages plus two pages per range (decision 14).
final class RangeBoard {
  private static final int PAGES_PER_WASTED_PROBE = 20;
  private static final int PAGES_PER_FURTHER_RANGE = 20;
  private static final int MOST_FAILED_PROBES = 2;

  /// Pages that must be left for a cut to save more time than it costs.
  private static final double LEAST_LEFT = 4;

  private final ScanLimits limits;
  private final ScanSides sides;
  private final List<ScanRange> active = new ArrayList<>();
  private final Deque<ScanRange> waiting = new ArrayDeque<>();
  private int cutting;
  private int begun;
  private int failedProbes;
  private final Map<ListingSide.Name, Integer> wastedProbes = new EnumMap<>(ListingSide.Name.class);
  private @Nullable Throwable stopped;

  RangeBoard(ScanLimits limits, ScanSides sides) {
    this.limits = limits;
    this.sides = sides;
    for (KeyRange range : sides.left()) {
      waiting.add(begin(sides.range(range, null, null)));
    }
    sides.open();
  }

  /// What a slot is to do next.
  sealed interface Assignment {
    record List(ScanRange range) implements Assignment {}

    record Cut(ScanRange range, ListingSide side, Bisection bisection) implements Assignment {}

    record Nothing() implements Assignment {}
  }

  /// What an idle slot is to do; waits until there is something, or nothing ever will be.
  ///
  /// @param slot its number from 0 on: there are more slots than ranges where pages come soon
  Assignment next(int slot) {
    return sides
        .monitor()
        .when(
            () -> stopped != null || isDone() || (slot < sides.pace().ranges() && isWork()),
            this::assign);
  }

  private boolean isWork() {
    return !waiting.isEmpty() || worthCutting() != null;
  }

  private Assignment assign() {
    ScanRange range = waiting.poll();
    if (stopped != null || (range == null && isDone())) {
      return new Assignment.Nothing();
    }
    if (range != null) {
      return new Assignment.List(range);
    }
    ScanRange longest = Objects.requireNonNull(worthCutting());
    longest.beingCut(true);
    cutting++;
    Bisection bisection = longest.bisection(sides.alphabet());
    return new Assignment.Cut(longest, longest.probed().side(), bisection);
  }

  /// A range being cut is active until it is merged to its end, and so is the new one.
  private boolean isDone() {
    return active.isEmpty() && cutting == 0;
  }

  /// The range of which most is left; `null` when none has its share left, when enough are listed,
  /// or when another cut does not pay.
  private @Nullable ScanRange worthCutting() {
    if (active.size() + cutting >= sides.pace().ranges()) {
      return null;
    }
    ScanRange best = null;
    double all = 0;
    double most = 0;
    for (ScanRange range : active) {
      double left = range.pagesLeft(limits.pagesBeforeSplit(), sides.alphabet());
      all += Double.isFinite(left) ? left : 0;
      if (left > most && !range.isBeingCut() && pays(range.probed().side().name())) {
        best = range;
        most = left;
      }
    }
    double share = all / sides.pace().ranges();
    return most >= Math.max(LEAST_LEFT, share / 2) ? best : null;
  }

  private boolean pays(ListingSide.Name side) {
    long pages = sides.progress().lists(side);
    return failedProbes < MOST_FAILED_PROBES
        && begun < sides.pace().ranges() + pages / PAGES_PER_FURTHER_RANGE
        && wastedProbes.getOrDefault(side, 0) < begun + pages / PAGES_PER_WASTED_PROBE;
  }

  /// No place for a cut was seen.
  void sawNoPlace(Assignment.Cut cut) {
    enter(() -> {
      ended(cut);
      cut.range().lookLater();
    });
  }

  /// The probe failed; a store that cannot start in the middle is listed from the start.
  void probeFailed(Assignment.Cut cut) {
    enter(() -> {
      ended(cut);
      cut.range().lookLater();
      failedProbes++;
    });
  }

  /// Cuts the range at a key after which a page was listed, if that can still be done. Returns the
  /// new range, to be listed by the caller.
  Optional<ScanRange> probed(Assignment.Cut cut, ObjectKey at, ListingPage page) {
    return sides
        .monitor()
        .enter(() -> {
          ended(cut);
          ScanRange range = cut.range();
          ListingSide side = cut.side();
          if (!holdsKeyOf(range, side, page)) {
            wastedProbes.merge(side.name(), 1, Integer::sum);
            if (page.nextToken() == null || !page.objects().isEmpty()) {
              range.nothingBeyond(side.name(), at);
            }
            return Optional.empty();
          }
          if (stopped != null || !active.contains(range) || !range.canEndAt(at)) {
            wastedProbes.merge(side.name(), 1, Integer::sum);
            return Optional.empty();
          }
          return Optional.of(split(cut, at, page));
        });
  }

  private static boolean holdsKeyOf(ScanRange range, ListingSide side, ListingPage page) {
    ObjectKey until = range.range().until();
    return !page.objects().isEmpty()
        && (until == null || side.compare(page.objects().getFirst().key(), until) <= 0);
  }

  private ScanRange split(Assignment.Cut cut, ObjectKey at, ListingPage page) {
    ScanRange range = cut.range();
    ListingSide.Name side = cut.side().name();
    ScanRange right = sides.range(range.range().tail(at), side, page);
    ObjectKey first = cut.side().relative(page.objects().getFirst().key());
    if (first != null) {
      right.varies(Bisection.shared(cut.bisection().last(), first));
    }
    if (range.probed().side().name() == side) {
      right.nothingBeyond(side, range.ceiling());
    }
    range.endAt(at);
    sides.endAt(range, at);
    return begin(right);
  }

  private ScanRange begin(ScanRange range) {
    begun++;
    sides.progress().rangeBegun();
    active.add(range);
    return range;
  }

  private void ended(Assignment.Cut cut) {
    cutting--;
    cut.range().beingCut(false);
  }

  /// The range was merged to its end, or its listing failed.
  void finished(ScanRange range) {
    enter(() -> active.remove(range));
  }

  /// Ends the scan: no slot gets anything to do any more.
  void stop(Throwable why) {
    enter(() -> {
      if (stopped == null) {
        stopped = why;
        active.forEach(range -> range.breakOff(new ScanStopped()));
      }
    });
  }

  /// Why the scan was ended early; empty when it was not.
  Optional<Throwable> stopped() {
    return sides.monitor().enter(() -> Optional.ofNullable(stopped));
  }

  private void enter(Runnable work) {
    sides
        .monitor()
        .enter(() -> {
          work.run();
          return true;
        });
  }
}
