package dev.longhaul.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.hint.Hint;
import dev.longhaul.object.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every ledger does with hints that wait, held ones, and facts.
public abstract class HintsContract {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.123Z");
  private static final ObjectKey KEY = ObjectKey.of("some/key");
  private static final int MANY = 1_000;

  protected Ledger ledger = new InMemoryLedger();

  protected abstract Ledger open();

  @BeforeEach
  void openLedger() {
    ledger = open();
  }

  @AfterEach
  void closeLedger() {
    ledger.close();
  }

  /// The ledger as the next process sees it; the same one where there is no next process.
  private Ledger reopened() {
    ledger.close();
    ledger = open();
    return ledger;
  }

  private static Hint hint(ObjectKey key, Instant at) {
    return Hint.of(key, Hint.Cause.EVENT, at);
  }

  private PendingHint add(ObjectKey key, Instant at) {
    ledger.hints().add(List.of(hint(key, at)), NOW);
    return ledger.hints().due(NOW, MANY).stream()
        .filter(pending -> pending.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private List<ObjectKey> dueKeys(Instant now) {
    return ledger.hints().due(now, MANY).stream().map(PendingHint::key).toList();
  }

  @Test
  @Hazard(17)
  void hintsOutliveTheProcess() {
    ledger.hints().add(List.of(hint(KEY, NOW)), NOW);
    reopened();
    assertThat(ledger.hints().due(NOW, MANY))
        .singleElement()
        .satisfies(pending -> {
          assertThat(pending.key()).isEqualTo(KEY);
          assertThat(pending.cause()).isEqualTo(Hint.Cause.EVENT);
          assertThat(pending.at()).isEqualTo(NOW);
          assertThat(pending.tries()).isZero();
        });
    assertThat(ledger.hints().backlog()).isEqualTo(new Ledger.Backlog(1, 0, 0, NOW));
  }

  @Test
  void aSettledHintIsGoneAtOnceAndForGood() {
    ledger.hints().settle(add(KEY, NOW));
    assertThat(dueKeys(NOW)).isEmpty();
    reopened();
    assertThat(dueKeys(NOW)).isEmpty();
    assertThat(ledger.hints().backlog()).isEqualTo(new Ledger.Backlog(0, 0, 0, null));
  }

  @Test
  void oneKeyIsOneRow() {
    add(KEY, NOW);
    add(KEY, NOW.plusSeconds(1));
    assertThat(dueKeys(NOW)).containsExactly(KEY);
    assertThat(ledger.hints().backlog().pending()).isEqualTo(1);
  }

  @Test
  @Hazard(17)
  void aHintThatComesDuringWorkRunsItAgain() {
    PendingHint first = add(KEY, NOW);
    Instant later = NOW.plusSeconds(5);
    PendingHint second = add(KEY, later);
    assertThat(second.generation()).isGreaterThan(first.generation());
    assertThat(second.at()).isEqualTo(NOW);

    ledger.hints().settle(first);

    assertThat(reopened().hints().due(NOW, MANY))
        .singleElement()
        .satisfies(left -> {
          assertThat(left.generation()).isEqualTo(second.generation());
          assertThat(left.at()).as("what was proved is no longer behind").isEqualTo(later);
        });
    ledger.hints().settle(second);
    assertThat(dueKeys(NOW)).isEmpty();
  }

  @Test
  void settlingTwiceIsAsGoodAsOnce() {
    PendingHint first = add(KEY, NOW);
    ledger.hints().settle(first);
    ledger.hints().settle(first);
    PendingHint second = add(KEY, NOW.plusSeconds(5));
    assertThat(second.at()).as("what was proved is forgotten").isEqualTo(NOW.plusSeconds(5));
    assertThat(ledger.hints().backlog().pending()).isEqualTo(1);
  }

  @Test
  void aBatchOfOneKeyIsOneHint() {
    ledger.hints().add(List.of(hint(KEY, NOW.plusSeconds(9)), hint(KEY, NOW)), NOW);
    assertThat(reopened().hints().due(NOW, MANY))
        .singleElement()
        .satisfies(pending -> assertThat(pending.at()).isEqualTo(NOW));
    ledger.hints().add(List.of(), NOW);
    assertThat(ledger.hints().backlog().pending()).isEqualTo(1);
  }

  @Test
  void whatEndsAnOlderGenerationLeavesTheNewerOne() {
    PendingHint first = add(KEY, NOW);
    add(KEY, NOW);
    ledger.hints().postpone(first, NOW.plusSeconds(60));
    assertThat(dueKeys(NOW)).containsExactly(KEY);
    ledger.hints().hold(first);
    assertThat(dueKeys(NOW)).containsExactly(KEY);
  }

  @Test
  void generationsRiseAcrossProcesses() {
    PendingHint first = add(KEY, NOW);
    reopened();
    assertThat(add(KEY, NOW).generation()).isGreaterThan(first.generation());
  }

  @Test
  void aPostponedHintComesBackInTimeWithItsTries() {
    PendingHint hint = add(KEY, NOW);
    Instant due = NOW.plusSeconds(30);
    ledger.hints().postpone(hint.tried(), due);

    assertThat(dueKeys(NOW)).isEmpty();
    assertThat(reopened().hints().nextDue(NOW)).contains(due);
    assertThat(dueKeys(due.minusMillis(1))).isEmpty();
    assertThat(ledger.hints().due(due, MANY)).containsExactly(hint.tried());
    assertThat(ledger.hints().backlog().pending()).isEqualTo(1);
    assertThat(add(KEY, NOW).tries()).as("a new hint begins anew").isZero();
  }

  @Test
  void aHintThatIsPutOffAndRenewedKeepsTheTimeOfItsOldestEvent() {
    PendingHint first = add(KEY, NOW);
    ledger.hints().postpone(first.tried(), NOW.plusSeconds(30));
    assertThat(reopened().held().find(KEY).orElseThrow().at()).isEqualTo(NOW);
    PendingHint second = add(KEY, NOW.plusSeconds(5));
    assertThat(second.at()).as("the first event is not proved yet").isEqualTo(NOW);
    ledger.hints().postpone(second, NOW.plusSeconds(30));
    assertThat(reopened().held().find(KEY).orElseThrow().at()).isEqualTo(NOW);
    assertThat(ledger.hints().backlog().oldest()).isEqualTo(NOW);
  }

  @Test
  void aPostponedHintIsForeseenAtOnce() {
    for (int number = 0; number < 200; number++) {
      PendingHint hint = add(KEY, NOW);
      Instant due = NOW.plusSeconds(30 + number);
      ledger.hints().postpone(hint, due);
      assertThat(ledger.hints().nextDue(NOW)).contains(due);
    }
  }

  @Test
  void theLongestDueComesFirstAndNoMoreThanAsked() {
    List<Hint> hints = new ArrayList<>();
    for (int number = 0; number < 20; number++) {
      hints.add(hint(ObjectKey.of("key" + (20 - number)), NOW));
    }
    ledger.hints().add(hints, NOW);
    ledger.hints().add(List.of(hint(ObjectKey.of("old"), NOW)), NOW.minus(Duration.ofDays(1)));

    assertThat(ledger.hints().due(NOW, 3).stream().map(PendingHint::key))
        .containsExactly(ObjectKey.of("old"), ObjectKey.of("key20"), ObjectKey.of("key19"));
  }

  @Test
  @Hazard(61)
  void heldHintsWaitUntilTheyAreReleased() {
    PendingHint one = add(ObjectKey.of("one"), NOW);
    PendingHint two = add(ObjectKey.of("two"), NOW);
    add(KEY, NOW);
    ledger.hints().hold(one);
    ledger.hints().hold(two);

    assertThat(dueKeys(NOW.plus(Duration.ofDays(999)))).containsExactly(KEY);
    reopened();
    assertThat(ledger.hints().backlog()).isEqualTo(new Ledger.Backlog(1, 2, 0, NOW));
    assertThat(ledger.held().list(null, 1)).containsExactly(one.key());
    assertThat(ledger.held().list(one.key(), MANY)).containsExactly(two.key());
    assertThat(ledger.held().release(ledger.held().last(), NOW)).isEqualTo(2);
    assertThat(ledger.held().release(ledger.held().last(), NOW)).isZero();
    assertThat(reopened().hints().backlog().pending()).isEqualTo(3);
    assertThat(dueKeys(NOW)).contains(one.key(), two.key());
  }

  @Test
  @Hazard(61)
  void onlyWhatWasHeldByThenIsReleased() {
    PendingHint late = add(ObjectKey.of("added first, held last"), NOW);
    PendingHint early = add(ObjectKey.of("held first"), NOW);
    assertThat(ledger.held().last()).isZero();
    ledger.hints().hold(early);
    long seen = ledger.held().last();
    ledger.hints().hold(late);
    reopened();

    assertThat(ledger.held().last()).isGreaterThan(seen);
    assertThat(ledger.held().release(seen, NOW)).isEqualTo(1);
    assertThat(ledger.held().list(null, MANY)).containsExactly(late.key());
    assertThat(ledger.hints().due(NOW, MANY))
        .singleElement()
        .returns(early.key(), PendingHint::key)
        .returns(Hint.Cause.RELEASE, PendingHint::cause);
    assertThat(ledger.hints().backlog()).isEqualTo(new Ledger.Backlog(1, 1, 0, NOW));
    add(early.key(), NOW);
    assertThat(ledger.hints().due(NOW, MANY))
        .singleElement()
        .returns(Hint.Cause.EVENT, PendingHint::cause);
  }

  @Test
  void countsEventsThatWaitTooLong() {
    assertThat(ledger.hints().overdue(NOW)).isZero();
    add(ObjectKey.of("old"), NOW.minusSeconds(90));
    ledger.hints().postpone(add(ObjectKey.of("older"), NOW.minusSeconds(120)), NOW.plusSeconds(60));
    ledger.hints().hold(add(ObjectKey.of("held"), NOW.minusSeconds(150)));
    add(KEY, NOW);
    ledger.hints().add(List.of(Hint.of(ObjectKey.of("scan"), Hint.Cause.SCAN, NOW)), NOW);
    assertThat(reopened().hints().overdue(NOW.minusSeconds(60))).isEqualTo(2);
  }

  @Test
  void aHeldHintIsDueAgainWhenItsKeyChanges() {
    PendingHint hint = add(KEY, NOW);
    ledger.hints().hold(hint);
    add(KEY, NOW);
    assertThat(dueKeys(NOW)).containsExactly(KEY);
    assertThat(ledger.hints().backlog()).isEqualTo(new Ledger.Backlog(1, 0, 0, NOW));
  }

  private PendingHint waiting(ObjectKey key, Instant since, Instant until) {
    ledger.hints().postpone(add(key, NOW).absentSince(since), until);
    return ledger.held().find(key).orElseThrow();
  }

  @Test
  @Hazard(61)
  void aDeletionThatWaitsIsNeitherBehindNorHeldAndOutlivesTheProcess() {
    Instant since = NOW.plusSeconds(1);
    Instant until = since.plus(Duration.ofDays(7));
    PendingHint waits = waiting(KEY, since, until);

    assertThat(waits.absentSince()).isEqualTo(since);
    reopened();
    assertThat(ledger.hints().backlog()).isEqualTo(new Ledger.Backlog(0, 0, 1, null));
    assertThat(ledger.hints().nextDue(NOW)).contains(until);
    assertThat(dueKeys(until.minusMillis(1))).isEmpty();
    assertThat(ledger.hints().due(until, MANY)).containsExactly(waits);
    ledger.hints().settle(waits);
    assertThat(reopened().hints().backlog()).isEqualTo(new Ledger.Backlog(0, 0, 0, null));
  }

  @Test
  @Hazard(61)
  void aYoungerEventForgetsTheAbsenceAndAnOldOneDoesNot() {
    Instant since = NOW.plusSeconds(10);
    waiting(KEY, since, NOW.plus(Duration.ofDays(7)));
    assertThat(add(KEY, NOW).absentSince()).as("the same event again").isEqualTo(since);
    ledger.hints().add(List.of(Hint.of(KEY, Hint.Cause.SCAN, since.plusSeconds(5))), NOW);
    assertThat(ledger.held().find(KEY).orElseThrow().absentSince()).isEqualTo(since);

    Instant event = since.plusSeconds(5);
    PendingHint renewed = add(KEY, event);
    assertThat(renewed.absentSince()).isNull();
    assertThat(renewed.at()).as("nothing older is behind").isEqualTo(event);
    assertThat(ledger.hints().backlog()).isEqualTo(new Ledger.Backlog(1, 0, 0, event));
  }

  @Test
  @Hazard(61)
  void anAbsenceThatAScanSawWaitsFromTheStartUnlessSomethingElseWaits() {
    Instant until = NOW.plus(Duration.ofDays(7));
    ledger.hints().add(List.of(Hint.of(KEY, Hint.Cause.SCAN, NOW).absentSince(NOW)), until);
    assertThat(dueKeys(NOW)).isEmpty();
    assertThat(ledger.hints().backlog()).isEqualTo(new Ledger.Backlog(0, 0, 1, null));

    ObjectKey other = ObjectKey.of("other");
    add(other, NOW);
    ledger.hints().add(List.of(Hint.of(other, Hint.Cause.SCAN, NOW).absentSince(NOW)), until);
    assertThat(dueKeys(NOW)).containsExactly(other);
    assertThat(ledger.held().find(other).orElseThrow().absentSince()).isNull();
  }

  @Test
  @Hazard(61)
  void aDeletionThatIsHeldAfterItsTimeKeepsIt() {
    Instant since = NOW.minus(Duration.ofDays(7));
    ledger.hints().hold(waiting(KEY, since, NOW));
    assertThat(reopened().hints().backlog()).isEqualTo(new Ledger.Backlog(0, 1, 0, null));
    assertThat(ledger.held().release(ledger.held().last(), NOW)).isEqualTo(1);
    assertThat(reopened().held().find(KEY).orElseThrow().absentSince()).isEqualTo(since);
    assertThat(ledger.hints().backlog()).isEqualTo(new Ledger.Backlog(0, 0, 1, null));
  }

  @Test
  void whatWaitsIsFoundByItsKey() {
    assertThat(ledger.held().find(KEY)).isEmpty();
    PendingHint hint = add(KEY, NOW);
    assertThat(ledger.held().find(KEY)).contains(hint);
    ledger.hints().postpone(hint.tried(), NOW.plusSeconds(9));
    assertThat(ledger.held().find(KEY)).contains(hint.tried());
    ledger.hints().settle(hint);
    assertThat(ledger.held().find(KEY)).isEmpty();
  }

  @Test
  @Hazard({55, 56})
  void keysAreToldApartByTheirBytes() {
    List<ObjectKey> keys =
        List.of(
            ObjectKey.of("e\u0301"),
            ObjectKey.of("\u00e9"),
            ObjectKey.of("A"),
            ObjectKey.of("a"),
            ObjectKey.of("a "),
            ObjectKey.ofBytes(new byte[] {(byte) 0xff, 0, (byte) 0xfe}));
    ledger.hints().add(keys.stream().map(key -> hint(key, NOW)).toList(), NOW);
    assertThat(reopened().hints().due(NOW, MANY).stream().map(PendingHint::key))
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void factsAreFoundAgain() {
    assertThat(ledger.facts().find("name")).isEmpty();
    ledger.facts().record("name", "one\ntwo");
    assertThat(ledger.facts().find("name")).contains("one\ntwo");
    ledger.facts().record("name", "");
    assertThat(ledger.facts().find("name")).contains("");
    assertThat(reopened().facts().find("name")).contains("");
  }

  @Test
  void factsThatAreKeptTakeTheirTurnWithOthers() {
    ledger.facts().keep("name", "one");
    assertThat(ledger.facts().find("name")).contains("one");
    ledger.facts().record("name", "two");
    assertThat(reopened().facts().find("name")).contains("two");
    ledger.facts().record("name", "three");
    ledger.facts().keep("name", "four");
    assertThat(reopened().facts().find("name")).contains("four");
  }
}
