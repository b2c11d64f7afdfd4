package dev.longhaul.scan;

import dev.longhaul.effect.Clock;
import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.AuditMark;
import dev.longhaul.ledger.AuditMark.Stretch;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.object.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// How far a pass is that goes on where it was after a restart (decision 13): of each range only
/// what lies after its watermark is listed again. A watermark rises only past keys that are equal,
/// settled, parked, or written down as pending; keys that only the destination has are written
/// down, to be judged when everything was listed. Thread-safe.
public final class ScanMarks {
  /// Keys of a range that may be unsettled before the first of them are left to the ledger.
  static final int SCAN_WINDOW = 4_096;

  /// When a key that was left to the ledger is worked on: the pass may be about to end it.
  private static final Duration LATER = Duration.ofMinutes(1);

  private final Ledger ledger;
  private final Clock clock;
  private final String audit;
  private final String basis;
  private final Instant begun;
  private final AuditMark.Seen before;
  private final List<KeyRange> left;
  private final AtomicLong differences;
  private final AtomicReference<State> state;
  private volatile boolean sorted;

  /// @param ranges those that have something left to do
  /// @param sourceKeys counted in ranges that have not, and before
  /// @param open whether what is left can be told from the ranges
  private record State(List<Extent> ranges, long sourceKeys, long destinationKeys, boolean open) {}

  /// A range with its end, which moves down when it is cut.
  ///
  /// @param ended whether it was merged to its end
  private record Extent(RangeMark mark, @Nullable ObjectKey until, boolean ended) {
    boolean isDone() {
      return ended && mark.isSettled();
    }
  }

  private ScanMarks(Ledger ledger, Clock clock, AuditMark mark) {
    this.ledger = ledger;
    this.clock = clock;
    this.audit = mark.audit();
    this.basis = mark.basis();
    this.begun = mark.begun();
    this.before = mark.seen();
    this.left = mark.left().stream().map(part -> new KeyRange(part.after(), part.until())).toList();
    this.differences = new AtomicLong(before.differences());
    this.state =
        new AtomicReference<>(
            new State(List.of(), before.sourceKeys(), before.destinationKeys(), false));
  }

  /// The marks of an audit: those it left when it did not end, unless they are older than this or
  /// were made on another basis; then it begins anew.
  public static ScanMarks of(
      Ledger ledger, Clock clock, String audit, String basis, Duration oldest) {
    Instant now = clock.now();
    Optional<AuditMark> known =
        ledger
            .marks()
            .find(audit)
            .filter(
                mark -> mark.basis().equals(basis) && !mark.begun().isBefore(now.minus(oldest)));
    if (known.isEmpty()) {
      ledger.marks().forget(audit);
    }
    AuditMark fresh =
        new AuditMark(
            audit, basis, now, new AuditMark.Seen(0, 0, 0), List.of(new Stretch(null, null)));
    return new ScanMarks(ledger, clock, known.orElse(fresh));
  }

  /// When the audit began, perhaps in an earlier process.
  public Instant begun() {
    return begun;
  }

  /// What was done with before this pass.
  AuditMark.Seen before() {
    return sorted ? new AuditMark.Seen(0, 0, before.differences()) : before;
  }

  /// How many keys of the source were listed, if so many were in this pass.
  public long sourceKeys(long now) {
    return before().sourceKeys() + now;
  }

  /// How many keys differed.
  public long differences() {
    return differences.get();
  }

  /// One more key was not equal.
  public void differs() {
    differences.incrementAndGet();
  }

  /// What is to be listed.
  List<KeyRange> left() {
    return left;
  }

  /// A range is about to be merged.
  RangeMark begin(KeyRange range, int sourcePrefix, int destinationPrefix) {
    RangeMark mark = new RangeMark(range.after(), sourcePrefix, destinationPrefix);
    Extent extent = new Extent(mark, range.until(), false);
    state.updateAndGet(was -> with(was, extent));
    return mark;
  }

  /// All ranges that are left were begun.
  void open() {
    state.updateAndGet(was -> new State(was.ranges, was.sourceKeys, was.destinationKeys, true));
  }

  private static State with(State was, Extent extent) {
    List<Extent> ranges = new ArrayList<>(was.ranges);
    ranges.add(extent);
    return new State(ranges, was.sourceKeys, was.destinationKeys, was.open);
  }

  /// The range ends here; what follows was begun as another one before, so that no state in between
  /// lacks a key.
  void endAt(RangeMark mark, ObjectKey at) {
    replace(mark, extent -> new Extent(mark, at, extent.ended()));
  }

  /// The range was merged to its end.
  void ended(RangeMark mark) {
    mark.tell();
    replace(mark, extent -> new Extent(mark, extent.until(), true));
  }

  private void replace(RangeMark mark, UnaryOperator<Extent> change) {
    state.updateAndGet(was ->
        new State(
            was.ranges.stream()
                .map(extent -> extent.mark().equals(mark) ? change.apply(extent) : extent)
                .toList(),
            was.sourceKeys,
            was.destinationKeys,
            was.open));
  }

  /// A key of the range differs and is about to be worked on. Where too many are not settled, the
  /// first of them are left to the ledger.
  void begin(RangeMark mark, ObjectKey key) {
    if (mark.begin(key) <= SCAN_WINDOW) {
      return;
    }
    List<ObjectKey> first = mark.unsettled(SCAN_WINDOW / 2);
    Instant now = clock.now();
    ledger
        .hints()
        .add(
            first.stream().map(one -> Hint.of(one, Hint.Cause.SCAN, now)).toList(),
            now.plus(LATER));
    first.forEach(mark::settled);
  }

  /// The key was made equal, parked, or held.
  void settled(ObjectKey key) {
    for (Extent extent : state.get().ranges()) {
      if (extent.mark().settled(key)) {
        return;
      }
    }
  }

  /// Only the destination's listing shows this key.
  void absent(ObjectKey key) {
    ledger.marks().absent(audit, key);
  }

  /// Keys that only the destination's listings showed, also in earlier processes, in key order.
  List<ObjectKey> absent(@Nullable ObjectKey after, int most) {
    return ledger.marks().absent(audit, after, most);
  }

  /// What was concluded from order is void; from now on nothing can be marked.
  void again() {
    sorted = true;
    state.set(new State(List.of(), 0, 0, false));
    ledger.marks().forget(audit);
  }

  /// Writes down how far the pass is.
  void record() {
    State now =
        state.updateAndGet(was -> {
          long source = was.sourceKeys;
          long destination = was.destinationKeys;
          List<Extent> open = new ArrayList<>();
          for (Extent extent : was.ranges) {
            if (extent.isDone()) {
              source += extent.mark().watermark().sourceKeys();
              destination += extent.mark().watermark().destinationKeys();
            } else {
              open.add(extent);
            }
          }
          return new State(open, source, destination, was.open);
        });
    if (now.open) {
      ledger.marks().record(mark(now));
    }
  }

  private AuditMark mark(State now) {
    long source = now.sourceKeys;
    long destination = now.destinationKeys;
    List<Stretch> rest = new ArrayList<>();
    for (Extent extent : now.ranges) {
      RangeMark.Place place = extent.mark().watermark();
      source += place.sourceKeys();
      destination += place.destinationKeys();
      ObjectKey until = extent.until();
      if (place.at() == null || until == null || place.at().compareTo(until) < 0) {
        rest.add(new Stretch(place.at(), until));
      }
    }
    AuditMark.Seen seen = new AuditMark.Seen(source, destination, differences.get());
    return new AuditMark(audit, basis, begun, seen, rest);
  }

  /// The audit is over.
  public void forget() {
    ledger.marks().forget(audit);
  }
}
