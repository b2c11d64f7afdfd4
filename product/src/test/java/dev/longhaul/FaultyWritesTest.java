package dev.longhaul;

import static dev.longhaul.FaultyWorld.every;
import static dev.longhaul.FaultyWorld.ofData;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.store.Operation;
import dev.longhaul.store.fault.Asked;
import dev.longhaul.store.fault.Fault;
import dev.longhaul.store.memory.Quirk;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A destination that does not do what it says, or does not say what it does: a write counts once
/// it is proved, and nothing else counts.
@Timeout(300)
final class FaultyWritesTest {
  private static final Predicate<Asked> PUTS = ofData(Operation.PUT);
  private static final Predicate<Asked> PARTS = ofData(Operation.UPLOAD_PART);
  private static final Predicate<Asked> COMPLETIONS = ofData(Operation.COMPLETE_UPLOAD);

  @TempDir private Path folder;
  private FaultyWorld world;

  @BeforeEach
  void begin() {
    world = new FaultyWorld(folder);
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  @Hazard({30, 31})
  void writesWhoseAnswersAreLostAreLookedAt() {
    world.destination.next(4, PUTS, new Fault.LosesAnswer());
    world.destination.next(1, COMPLETIONS, new Fault.LosesAnswer());
    world.destination.next(1, ofData(Operation.DELETE), new Fault.LosesAnswer());

    world.assertConverges();
    assertThat(world.source.count(asked -> asked.header("range") != null))
        .as("the large object was read once")
        .isLessThanOrEqualTo(8);
  }

  @Test
  @Hazard(31)
  void aPutThatNamesNoETagIsProvedByReadingBack() {
    world.destination.always(PUTS, new Fault.SwallowsBody());

    world.assertConverges();
  }

  @Test
  @Hazard(31)
  void aPutThatStoredNothingIsNoSuccess() {
    world.destination.always(PUTS, new Fault.SaysOnly(200));

    world.assertSaysSo("without an ETag");
  }

  @Test
  @Hazard({27, 31})
  void aPutThatOnlyPretendsIsNoSuccess() {
    world.destination.always(PUTS, new Fault.Pretends("0123456789abcdef0123456789abcdef"));

    world.assertSaysSo("small/");
  }

  @Test
  @Hazard(27)
  void bytesDamagedByTheStoreAreNoSuccess() {
    world.destination.next(3, PUTS, new Fault.StoresDamaged());

    world.assertEndsWell();
  }

  @Test
  @Hazard({27, 33})
  void halfAnObjectIsNoSuccess() {
    world.destination.next(3, PUTS, new Fault.StoresHalf());

    world.assertEndsWell();
  }

  @Test
  @Hazard(27)
  void aDamagedPartIsNoSuccess() {
    world.destination.next(1, PARTS, new Fault.StoresDamaged());

    world.assertEndsWell();
  }

  @Test
  @Hazard(27)
  void aChecksumThatTheDestinationMisremembersIsNoProof() {
    world.destination.always(every(), new Fault.LiesAboutChecksum());

    world.assertEndsWell();
  }

  @Test
  @Hazard(30)
  void aCompletionThatFailsBehindA200IsNoSuccess() {
    world.destination.next(2, COMPLETIONS, new Fault.FailsLate("InternalError"));

    world.assertConverges();
  }

  @Test
  @Hazard(30)
  void aCompletionBehindWhiteSpaceIsASuccess() {
    world.destination.always(COMPLETIONS, new Fault.SpacesAnswer());

    world.assertConverges();
  }

  @Test
  @Hazard(30)
  void aCompletionThatSaysNothingIsLookedAt() {
    world.destination.next(1, COMPLETIONS, new Fault.SwallowsBody());

    world.assertConverges();
  }

  @Test
  @Hazard(30)
  void aPageForPeopleIsNoCompletion() {
    world.destination.next(2, COMPLETIONS, new Fault.SaysHtml());

    world.assertConverges();
  }

  @Test
  @Hazard(30)
  void anUploadThatIsGoneIsBegunAgain() {
    world.destination.next(1, COMPLETIONS, new Fault.Refuses(404, "NoSuchUpload"));

    world.assertConverges();
  }

  @Test
  @Hazard(20)
  void preconditionsThatAreIgnoredAreNotReliedOn() {
    world.destination.always(every(), new Fault.IgnoresHeader("if-match"));
    world.destination.always(every(), new Fault.IgnoresHeader("if-none-match"));

    world.assertConverges();
  }

  @Test
  @Hazard(20)
  void conflictsAreObservedAgain() {
    world.destination.next(4, PUTS, new Fault.Refuses(409, "ConditionalRequestConflict"));
    world.destination.next(1, COMPLETIONS, new Fault.Refuses(409, "ConditionalRequestConflict"));

    world.assertConverges();
  }

  @Test
  @Hazard(64)
  void aStormOf503IsWaitedOut() {
    world.destination.next(60, every(), new Fault.Refuses(503, "SlowDown"));

    world.assertConverges();
  }

  @Test
  @Hazard(40)
  void uploadsThatCannotBeLookedForStopNoOtherKey() {
    world.destination.always(ofData(Operation.CREATE_UPLOAD), new Fault.LosesAnswer());
    world.sync("--give-up-after", "20m");
    assertThat(world.destination.store().openUploads()).isNotEmpty();
    world.source.store().put("new", "since then");
    world.destination.mend();
    world.destination.always(
        ofData(Operation.LIST_UPLOADS), new Fault.Refuses(403, "AccessDenied"));

    world.assertSaysSo("could not be looked for", "AccessDenied");
  }

  @Test
  @Hazard(22)
  void anUploadThatVanishesBehindANewerObjectIsNoticed() {
    world.close();
    world = new FaultyWorld(folder, Quirk.DATED_BY_INITIATION);
    world.destination.next(
        1,
        COMPLETIONS,
        new Fault.Before(
            () -> world.destination.store().put(FaultyWorld.LARGE.text(), "somebody else's")));

    world.assertEndsWell();
  }

  @Test
  @Hazard(16)
  void aStoreThatCommitsLateEndsEqual() {
    world.destination.always(FaultyWorld.ofObjects(), new Fault.CommitsLate(3));

    world.assertEndsWell();
  }

  @Test
  @Hazard(43)
  void aDeleteThatIsOnlySaidToBeDoneIsSeenThrough() {
    world.destination.always(ofData(Operation.DELETE), new Fault.SaysOnly(204));

    world.assertSaysSo("extra");
  }

  @Test
  @Hazard(45)
  void aDestinationThatRefusesTagsIsNamed() {
    world.destination.always(
        asked -> asked.header("x-amz-tagging") != null, new Fault.Refuses(403, "AccessDenied"));

    world.assertSaysSo("AccessDenied");
  }
}
