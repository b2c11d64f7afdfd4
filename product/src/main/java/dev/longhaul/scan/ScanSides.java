package dev.longhaul.scan;

import dev.longhaul.effect.Monitor;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.ListingPage;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Makes the ranges of one merge: both sides, and what all their listings have in common.
final class ScanSides {
  private final ListingSide source;
  private final ListingSide destination;
  private final RangeListing.Lookahead lookahead;
  private final @Nullable ScanMarks marks;

  /// @param marks told how far each range is, `null` when nobody wants to know
  ScanSides(
      ScanPlan plan,
      Monitor monitor,
      Patience patience,
      ScanProgress progress,
      @Nullable ScanMarks marks) {
    this.marks = marks;
    this.source = plan.source();
    this.destination = plan.destination();
    this.lookahead =
        new RangeListing.Lookahead(
            monitor,
            patience,
            progress,
            plan.limits().lookaheadBytes(),
            new AtomicReference<>(Alphabet.EMPTY),
            new Pace(plan.limits()));
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
        new RangeListing(destination, range, ofDestination, lookahead),
        mark(range));
  }

  private @Nullable RangeMark mark(KeyRange range) {
    return marks == null
        ? null
        : marks.begin(range, source.prefix().length(), destination.prefix().length());
  }

  /// What is to be listed.
  List<KeyRange> left() {
    return marks == null ? List.of(KeyRange.ALL) : marks.left();
  }

  /// Everything that is left was begun.
  void open() {
    if (marks != null) {
      marks.open();
    }
  }

  /// The range ends here; the rest of it was begun before.
  void endAt(ScanRange range, ObjectKey at) {
    RangeMark mark = range.mark();
    if (marks != null && mark != null) {
      marks.endAt(mark, at);
    }
  }

  Monitor monitor() {
    return lookahead.monitor();
  }

  Pace pace() {
    return lookahead.pace();
  }

  ScanProgress progress() {
    return lookahead.progress();
  }

  Alphabet alphabet() {
    return lookahead.alphabet().get();
  }
}
