package dev.longhaul.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.effect.Clock;
import dev.longhaul.ledger.AuditMark;
import dev.longhaul.ledger.AuditMark.Seen;
import dev.longhaul.ledger.AuditMark.Stretch;
import dev.longhaul.ledger.InMemoryLedger;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.object.ETag;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A watermark rises only past what is done with.
@Hazard(57)
final class ScanMarksTest {
  private static final Duration WEEK = Duration.ofDays(7);
  private final Ledger ledger = new InMemoryLedger();
  private final Clock clock = new Simulation(1).clock();

  private ScanMarks marks(String basis) {
    return ScanMarks.of(ledger, clock, "daily", basis, WEEK);
  }

  private static ObjectKey key(int number) {
    return ObjectKey.of("p/%06d".formatted(number));
  }

  private static ObjectKey relative(int number) {
    return ObjectKey.of("%06d".formatted(number));
  }

  private static ListedObject entry(int number) {
    return new ListedObject(
        key(number), 1, new ETag("0123456789abcdef0123456789abcdef"), 0L, "STANDARD");
  }

  /// Merges keys that are equal.
  private static void passed(RangeMark mark, int from, int until) {
    for (int number = from; number < until; number++) {
      mark.passed(entry(number), entry(number));
    }
    mark.tell();
  }

  private static void differs(ScanMarks marks, RangeMark mark, int number) {
    marks.begin(mark, key(number));
    mark.passed(entry(number), null);
  }

  private RangeMark begun(ScanMarks marks) {
    RangeMark mark = marks.begin(KeyRange.ALL, 2, 2);
    marks.open();
    return mark;
  }

  private AuditMark recorded(ScanMarks marks) {
    marks.record();
    return ledger.marks().find("daily").orElseThrow();
  }

  @Test
  void itStopsBeforeTheFirstKeyThatIsNotSettled() {
    ScanMarks marks = marks("basis");
    RangeMark mark = begun(marks);
    passed(mark, 0, 5);
    differs(marks, mark, 5);
    differs(marks, mark, 6);
    passed(mark, 7, 20);
    assertThat(recorded(marks).left()).containsExactly(new Stretch(relative(4), null));
    assertThat(recorded(marks).seen()).isEqualTo(new Seen(5, 5, 0));
    marks.settled(key(6));
    assertThat(recorded(marks).left()).containsExactly(new Stretch(relative(4), null));
    marks.settled(key(5));
    assertThat(recorded(marks).left()).containsExactly(new Stretch(relative(19), null));
    assertThat(recorded(marks).seen()).isEqualTo(new Seen(20, 18, 0));
  }

  @Test
  void aRangeThatEndedWaitsForItsLastKeyAndIsGoneThen() {
    ScanMarks marks = marks("basis");
    RangeMark mark = begun(marks);
    differs(marks, mark, 0);
    marks.ended(mark);
    assertThat(recorded(marks).left()).containsExactly(new Stretch(null, null));
    marks.settled(key(0));
    assertThat(recorded(marks).left()).isEmpty();
    assertThat(recorded(marks).seen().sourceKeys()).isEqualTo(1);
  }

  @Test
  void bothHalvesOfACutAreLeftAtEveryMoment() {
    ScanMarks marks = marks("basis");
    RangeMark left = begun(marks);
    passed(left, 0, 3);
    RangeMark right = marks.begin(new KeyRange(relative(50), null), 2, 2);
    assertThat(recorded(marks).left())
        .containsExactly(new Stretch(relative(2), null), new Stretch(relative(50), null));
    marks.endAt(left, relative(50));
    passed(right, 60, 70);
    assertThat(recorded(marks).left())
        .containsExactly(new Stretch(relative(2), relative(50)), new Stretch(relative(69), null));
    marks.ended(left);
    assertThat(recorded(marks).left()).containsExactly(new Stretch(relative(69), null));
    assertThat(recorded(marks).seen().sourceKeys()).isEqualTo(13);
  }

  @Test
  void nothingIsWrittenBeforeEveryRangeIsKnown() {
    ScanMarks marks = marks("basis");
    marks.record();
    assertThat(ledger.marks().find("daily")).isEmpty();
    marks.begin(KeyRange.ALL, 2, 2);
    marks.record();
    assertThat(ledger.marks().find("daily")).isEmpty();
  }

  @Test
  void tooManyUnsettledKeysAreLeftToTheLedger() {
    ScanMarks marks = marks("basis");
    RangeMark mark = begun(marks);
    for (int number = 0; number <= ScanMarks.SCAN_WINDOW; number++) {
      differs(marks, mark, number);
    }
    int written = ScanMarks.SCAN_WINDOW / 2;
    assertThat(ledger.hints().backlog().pending()).isEqualTo(written);
    assertThat(ledger.held().find(key(0))).isPresent();
    assertThat(ledger.held().find(key(written))).isEmpty();
    assertThat(recorded(marks).left()).containsExactly(new Stretch(relative(written - 1), null));
  }

  @Test
  void theNextProcessGoesOnAndCountsOn() {
    ScanMarks first = marks("basis");
    passed(begun(first), 0, 10);
    first.differs();
    first.record();
    ScanMarks next = marks("basis");
    assertThat(next.left()).containsExactly(new KeyRange(relative(9), null));
    assertThat(next.sourceKeys(5)).isEqualTo(15);
    RangeMark mark = next.begin(next.left().getFirst(), 2, 2);
    next.open();
    passed(mark, 10, 15);
    assertThat(recorded(next).seen()).isEqualTo(new Seen(15, 15, 1));
  }

  @Test
  void anotherBasisVoidsIt() {
    ScanMarks first = marks("basis");
    passed(begun(first), 0, 10);
    first.absent(key(3));
    first.record();
    ScanMarks next = marks("other");
    assertThat(next.left()).containsExactly(KeyRange.ALL);
    assertThat(next.sourceKeys(0)).isZero();
    assertThat(next.absent(null, 9)).isEmpty();
  }

  @Test
  @Hazard(58)
  void whatRestedOnAnOrderThatIsNoneIsVoid() {
    ScanMarks marks = marks("basis");
    passed(begun(marks), 0, 10);
    marks.record();
    marks.again();
    marks.record();
    assertThat(ledger.marks().find("daily")).isEqualTo(Optional.empty());
    assertThat(List.of(marks.sourceKeys(7))).containsExactly(7L);
  }
}
