package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Operation;
import dev.longhaul.store.fault.Asked;
import dev.longhaul.store.fault.Fault;
import dev.longhaul.store.memory.MemoryObject;
import dev.longhaul.store.memory.Quirk;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `longhaul run` into buckets that keep versions, and into those that let nobody change what they
/// hold.
@Timeout(300)
final class WiredLockTest {
  private static final ObjectKey KEY = ObjectKey.of("key");
  private static final String WORM = "Access Denied because object protected by object lock.";
  private WiredRun run;

  @BeforeEach
  void make(@TempDir Path folder) {
    run = new WiredRun(folder);
    run.from.store().put("always", "there");
  }

  @AfterEach
  void stop() {
    run.close();
  }

  private static Predicate<Asked> of(Operation kind) {
    return asked -> asked.isObject() && asked.operation() == kind && asked.key().equals(KEY);
  }

  @Test
  @Hazard(43)
  void everyPieceHasADigestAsABucketWithADefaultRetentionDemands() throws Exception {
    run.to.always(
        asked ->
            asked.isObject()
                && (asked.operation() == Operation.PUT
                    || asked.operation() == Operation.UPLOAD_PART),
        new Fault.DemandsDigest());
    run.start();
    run.from.store().put("key", "bytes");
    run.told("key", "copied");
    run.from.store().put("empty", "");
    run.told("empty", "copied");
    run.from.store().put("large", "x".repeat(20 << 20));
    run.told("large", "copied");
    assertThat(run.to.store().objects().keySet()).containsAll(run.from.store().objects().keySet());
    assertThat(run.log()).doesNotContain("digest", "refused", "parked");
  }

  @Test
  @Hazard(49)
  void whatIsLockedIsParkedWithItsRemedyAndLeftAlone() throws Exception {
    run.start();
    run.from.store().put("key", "bytes");
    run.told("key", "copied");
    run.to
        .always(of(Operation.PUT), new Fault.RefusesBecause(403, "AccessDenied", WORM))
        .always(of(Operation.DELETE), new Fault.RefusesBecause(403, "AccessDenied", WORM));
    int before = run.to.requests().size();
    run.from.store().put("key", "other bytes");
    run.told("key", "parked");
    assertThat(run.log()).contains("under object lock: wait until its retention ends");
    assertThat(run.log()).doesNotContain("troubled");

    run.from.store().remove(KEY);
    run.told("key", "parked");
    run.from.store().put("next", "bytes");
    run.told("next", "copied");
    assertThat(WiredRun.since(run.to, before).stream().filter(of(Operation.PUT))).hasSize(1);
    assertThat(WiredRun.since(run.to, before).stream().filter(of(Operation.DELETE))).hasSize(1);
    assertThat(run.to.store().object(KEY).content().size()).isEqualTo(5);
  }

  @Test
  @Hazard({49, 67})
  void aDenialThatDoesNotSayWhyIsTriedAFewTimesAndThenParked() throws Exception {
    run.start();
    run.from.store().put("key", "bytes");
    run.told("key", "copied");
    run.to.always(
        of(Operation.PUT),
        new Fault.RefusesBecause(403, "AccessDenied", "User is not authorized: explicit deny"));
    int before = run.to.requests().size();
    run.from.store().put("key", "other bytes");
    run.told("key", "parked");
    run.from.store().put("next", "bytes");
    run.told("next", "copied");
    assertThat(WiredRun.since(run.to, before).stream().filter(of(Operation.PUT)).count())
        .isBetween(2L, 4L);
    assertThat(run.log()).contains("explicit deny").doesNotContain("troubled");
  }

  @Test
  @Hazard(43)
  void aHundredDeletesOfAKeyLeaveOneMarker() throws Exception {
    run.to.store().set(Quirk.VERSIONED, true);
    run.start();
    run.from.store().put("key", "bytes");
    run.told("key", "copied");
    run.from.store().remove(KEY);
    run.told("key", "deleted");
    for (int again = 0; again < 10; again++) {
      run.event("key", "key", "key", "key", "key", "key", "key", "key", "key", "key");
    }
    run.told("key", "equal");
    List<MemoryObject> versions = run.to.store().versions(KEY);
    assertThat(versions).hasSize(2);
    assertThat(versions.getLast().deleteMarker()).isTrue();
    assertThat(run.to.count(of(Operation.DELETE))).isEqualTo(1);
  }

  @Test
  @Hazard(43)
  void everyContentOfAKeyBecomesAVersionAndNoneTwice() throws Exception {
    run.to.store().set(Quirk.VERSIONED, true);
    run.from.store().set(Quirk.VERSIONED, true);
    run.start();
    for (int number = 1; number <= 3; number++) {
      run.from.store().put("key", "content " + number);
      run.told("key", "copied");
      run.told("key", "equal");
    }
    run.from.store().remove(KEY);
    run.told("key", "deleted");
    run.from.store().put("key", "again");
    run.told("key", "copied");
    assertThat(run.to.store().versions(KEY))
        .extracting(version -> version.deleteMarker() ? -1 : version.content().size())
        .containsExactly(9L, 9L, 9L, -1L, 5L);
    assertThat(run.from.count(of(Operation.PUT))).as("nothing is written at the source").isZero();
  }
}
