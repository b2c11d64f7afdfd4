package dev.longhaul.scan;

import dev.longhaul.object.ObjectKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A key range under way: both of its listings, and what is known about where it could be cut.
/// Guarded by the scan's monitor.
final class ScanRange {
  /// Pages after which another cut is looked for when none was seen.
  private static final int PAGES_UNTIL_NEXT_LOOK = 8;

  private final RangeListing source;
  private final RangeListing destination;
  private final @Nullable RangeMark mark;
  private final @Nullable ObjectKey after;
  private @Nullable ObjectKey until;
  private @Nullable ObjectKey sourceCeiling;
  private @Nullable ObjectKey destinationCeiling;
  private int varies;
  private int pagesWanted;
  private boolean beingCut;

  // What was guessed last of the pages left, and what it was guessed from.
  private int pagesThen;
  private @Nullable ObjectKey ceilingThen;
  private double pagesLeftThen;

  /// @param mark told how far it is, `null` when nobody wants to know
  ScanRange(
      KeyRange range, RangeListing source, RangeListing destination, @Nullable RangeMark mark) {
    this.mark = mark;
    this.source = source;
    this.destination = destination;
    this.after = range.after();
    this.until = range.until();
    this.sourceCeiling = range.until();
    this.destinationCeiling = range.until();
    this.varies = -1;
  }

  @Nullable RangeMark mark() {
    return mark;
  }

  RangeListing source() {
    return source;
  }

  RangeListing destination() {
    return destination;
  }

  KeyRange range() {
    return new KeyRange(after, until);
  }

  /// Nothing of the probed side is known to be beyond it; `null` for nothing known.
  @Nullable ObjectKey ceiling() {
    return probed() == source ? sourceCeiling : destinationCeiling;
  }

  /// The listing that is asked where keys are: the source's while it lasts.
  RangeListing probed() {
    return source.goesOn() ? source : destination;
  }

  /// The pages that are likely still to come, infinite where nobody knows; 0 while no cut is to be
  /// looked for.
  ///
  /// @param pagesBeforeSplit pages it must have had where nothing is known of its end
  double pagesLeft(int pagesBeforeSplit, Alphabet alphabet) {
    RangeListing probed = probed();
    ObjectKey ceiling = ceiling();
    boolean ready = probed.pages() >= (varies < 0 ? pagesBeforeSplit : 1);
    if (!ready || probed.pages() < pagesWanted || !probed.goesOn()) {
      return 0;
    }
    ObjectKey first = probed.first();
    ObjectKey last = probed.last();
    if (first == null || last == null) {
      return 0;
    }
    if (ceiling == null) {
      return Double.POSITIVE_INFINITY;
    }
    if (probed.pages() != pagesThen || !Objects.equals(ceiling, ceilingThen)) {
      pagesThen = probed.pages();
      ceilingThen = ceiling;
      pagesLeftThen = pagesThen * new Outlook(first, last, ceiling, alphabet).left();
    }
    return pagesLeftThen;
  }

  /// Where to look for a cut; only while `pagesLeft` is not 0.
  Bisection bisection(Alphabet alphabet) {
    RangeListing probed = probed();
    ObjectKey last = Objects.requireNonNull(later(source.last(), destination.last()));
    return new Bisection(
        Objects.requireNonNull(probed.first()),
        Objects.requireNonNull(probed.recent()),
        last,
        ceiling(),
        varies,
        alphabet);
  }

  private static @Nullable ObjectKey later(@Nullable ObjectKey one, @Nullable ObjectKey other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) > 0 ? one : other;
  }

  /// Ends both listings early.
  void breakOff(RuntimeException why) {
    source.breakOff(why);
    destination.breakOff(why);
  }

  void beingCut(boolean now) {
    beingCut = now;
  }

  boolean isBeingCut() {
    return beingCut;
  }

  /// No cut was seen: look again some pages later.
  void lookLater() {
    pagesWanted = probed().pages() + PAGES_UNTIL_NEXT_LOOK;
  }

  /// Nothing of this side is beyond this relative key; `null` for nothing known.
  void nothingBeyond(ListingSide.Name side, @Nullable ObjectKey relative) {
    switch (side) {
      case SOURCE -> sourceCeiling = relative;
      case DESTINATION -> destinationCeiling = relative;
    }
  }

  /// Keys not listed yet differ at this character.
  void varies(int at) {
    varies = at;
  }

  /// Whether neither side has gone beyond this relative key.
  boolean canEndAt(ObjectKey relative) {
    return (until == null || relative.compareTo(until) < 0)
        && source.canEndAt(relative)
        && destination.canEndAt(relative);
  }

  /// Gives away everything after this relative key.
  void endAt(ObjectKey relative) {
    until = relative;
    sourceCeiling = relative;
    destinationCeiling = relative;
    source.endAt(relative);
    destination.endAt(relative);
  }
}
