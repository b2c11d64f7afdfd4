package dev.longhaul.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.route.Policy;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Operation;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.Quirk;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Nothing is deleted but what is surely gone at the source, and never too much of it.
class ReconcilerDeletesTest {
  private static final ObjectKey KEY = ObjectKey.of("k");
  private static final Outcome DELETED = new Outcome.Deleted(KEY);

  private Bench bench = Bench.plain();

  private void assertKept() {
    assertThat(bench.destination.count(Operation.DELETE)).isZero();
    assertThat(bench.destination.has(KEY)).isTrue();
  }

  @Test
  @Hazard({15, 61})
  void whatIsGoneAtTheSourceIsDeletedAfterTwoProofsAndLookedAtAgain() {
    bench.destination.put("k", "x");
    assertThat(bench.scan("k")).isEqualTo(DELETED);
    assertThat(bench.destination.has(KEY)).isFalse();
    assertThat(bench.source.count(Operation.HEAD)).isEqualTo(2);
    assertThat(bench.destination.count(Operation.HEAD)).isEqualTo(2);
    assertThat(bench.destination.count(Operation.DELETE)).isEqualTo(1);
  }

  @Test
  void nothingIsDeletedUnlessThePolicyMirrors() {
    bench.policy = Policy.DEFAULT;
    bench.destination.put("k", "x");
    assertThat(bench.scan("k")).isEqualTo(new Outcome.Kept(KEY));
    assertThat(bench.event("k")).isEqualTo(new Outcome.Kept(KEY));
    assertKept();
  }

  @Test
  void aScanWithAPolicyThatKeepsAsksNothing() {
    bench.policy = Policy.DEFAULT;
    bench.destination.put("k", "x");
    bench.scan("k");
    assertThat(bench.requests()).describedAs("the two listings").isEqualTo(2);
  }

  @Test
  @Hazard({15, 61})
  void aMissingSourceBucketDeletesNothing() {
    bench.destination.put("k", "x");
    bench.source.setMissing(true);
    assertThat(bench.event("k")).isInstanceOf(Outcome.Unfinished.class);
    assertKept();
  }

  @Test
  @Hazard({15, 61, 67})
  void aRevokedPermissionDeletesNothing() {
    bench.destination.put("k", "x");
    bench.source.interfere(
        When.refused(
            Operation.HEAD, new StoreException(new Failure.WrongCredentials("403", 403, null))));
    assertThat(bench.event("k")).isInstanceOf(Outcome.Unfinished.class);
    assertKept();
  }

  @Test
  @Hazard(15)
  void aProxyThatAnswers404ToEverythingDeletesNothing() {
    bench.destination.put("k", "x");
    bench.source.interfere(
        When.refused(
            Operation.LIST, new StoreException(new Failure.Transient("<html> is no listing"))));
    assertThat(bench.event("k")).isInstanceOf(Outcome.Unfinished.class);
    assertKept();
  }

  @Test
  @Hazard(43)
  void aHundredEventsOfOneDeleteMakeOneMarker() {
    bench = Bench.to(Quirk.VERSIONED);
    bench.destination.put("k", "x");
    for (int event = 0; event < 100; event++) {
      bench.event("k");
    }
    assertThat(bench.destination.versions(KEY)).hasSize(2);
    assertThat(bench.destination.count(Operation.DELETE)).isEqualTo(1);
  }

  @Test
  @Hazard(61)
  void theBreakerHoldsBackWhatExceedsTheLimits() {
    bench.breaker = new RunBreaker(2, 0);
    for (String key : List.of("a", "b", "c", "d")) {
      bench.destination.put(key, "x");
    }
    assertThat(bench.event("a")).isInstanceOf(Outcome.Deleted.class);
    assertThat(bench.event("b")).isInstanceOf(Outcome.Deleted.class);
    assertThat(bench.event("c")).isEqualTo(new Outcome.DeleteHeld(ObjectKey.of("c")));
    assertThat(bench.event("d")).isEqualTo(new Outcome.DeleteHeld(ObjectKey.of("d")));
    assertThat(bench.destination.objects()).hasSize(2);
    assertThat(bench.breaker.held()).isEqualTo(2);
  }

  @Test
  @Hazard(49)
  void anObjectUnderLockEndsParkedAndNotInALoop() {
    bench.destination.put("k", "x");
    bench.destination.interfere(
        When.refused(
            Operation.DELETE,
            new StoreException(
                new Failure.WrongCredentials(
                    "403 AccessDenied (Access Denied because object protected by object lock.)",
                    403,
                    "AccessDenied"))));
    assertThat(bench.event("k"))
        .isInstanceOfSatisfying(
            Outcome.Parked.class,
            parked -> assertThat(parked.parked().reason()).isEqualTo("LOCKED"));
    assertThat(bench.destination.count(Operation.DELETE)).isEqualTo(1);
  }

  @Test
  @Hazard({20, 61})
  void anObjectReplacedBeforeTheDeleteLandsIsLookedAtAgain() {
    bench.destination.put("k", "x");
    bench.destination.interfere(
        When.before(Operation.DELETE, 1, () -> bench.destination.put("k", "other")));
    assertThat(bench.event("k")).isEqualTo(DELETED);
    assertThat(bench.destination.count(Operation.DELETE)).isEqualTo(2);
  }

  @Test
  @Hazard(20)
  void anUnprovedPreconditionIsNotReliedUpon() {
    bench = Bench.to(Quirk.IGNORES_DELETE_IF_MATCH);
    bench.proved = States.poor();
    bench.destination.put("k", "x");
    assertThat(bench.event("k")).isEqualTo(DELETED);
    assertThat(bench.source.count(Operation.HEAD)).isEqualTo(2);
  }

  @Test
  @Hazard(30)
  void aLostAnswerToADeleteIsFoundOutByLooking() {
    bench.destination.put("k", "x");
    bench.destination.interfere(Interference.losing(Operation.DELETE, 1));
    assertThat(bench.event("k")).isEqualTo(DELETED);
    assertThat(bench.destination.count(Operation.DELETE)).isEqualTo(1);
  }

  @Test
  void aDeletedKeysReceiptIsForgotten() {
    bench.destination.put("k", "same");
    bench.source.setTime(() -> Bench.NOW.plusSeconds(3600));
    bench.source.put("k", "same");
    bench.scan("k");
    assertThat(bench.ledger.hasReceipt("k")).isTrue();
    bench.source.remove(KEY);
    assertThat(bench.event("k")).isEqualTo(DELETED);
    assertThat(bench.ledger.hasReceipt("k")).isFalse();
  }

  @Test
  @Hazard(61)
  void aBreakerAdmitsTheLargerOfItsTwoLimits() {
    RunBreaker breaker = new RunBreaker(1, 0.5);
    breaker.addKnown(6);
    assertThat(List.of(breaker.admit(), breaker.admit(), breaker.admit())).containsOnly(true);
    assertThat(breaker.admit()).isFalse();
    breaker.addKnown(100);
    assertThat(breaker.admit()).describedAs("open for good").isFalse();
    assertThat(breaker.held()).isEqualTo(2);
    RunBreaker small = new RunBreaker(1, 0.5);
    small.addKnown(1);
    assertThat(small.admit()).isTrue();
    assertThat(small.admit()).isFalse();
  }

  @Test
  @Hazard({19, 21})
  void aSourceThatComesBackAfterTheDeleteIsCopied() {
    bench = new Bench(new InMemoryStore("from"), new InMemoryStore("to"));
    bench.destination.put("k", "x");
    bench.destination.interfere(When.after(Operation.DELETE, 1, () -> bench.source.put("k", "x")));
    assertThat(bench.event("k")).isInstanceOf(Outcome.Copied.class);
    assertThat(bench.destination.has(KEY)).isTrue();
  }
}
