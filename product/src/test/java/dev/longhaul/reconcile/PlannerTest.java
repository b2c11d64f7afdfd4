package dev.longhaul.reconcile;

import static dev.longhaul.reconcile.States.MD5_A;
import static dev.longhaul.reconcile.States.MD5_B;
import static dev.longhaul.reconcile.States.NOON;
import static dev.longhaul.reconcile.States.at;
import static dev.longhaul.reconcile.States.etag;
import static dev.longhaul.reconcile.States.kms;
import static dev.longhaul.reconcile.States.listed;
import static dev.longhaul.reconcile.States.mirror;
import static dev.longhaul.reconcile.States.plain;
import static dev.longhaul.reconcile.States.poor;
import static dev.longhaul.reconcile.States.proved;
import static dev.longhaul.reconcile.States.size;
import static dev.longhaul.reconcile.States.storage;
import static dev.longhaul.reconcile.States.tagCount;
import static dev.longhaul.reconcile.States.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.ETag;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.StorageFacts.Archive;
import dev.longhaul.object.StorageFacts.Encryption;
import dev.longhaul.object.Tags;
import dev.longhaul.reconcile.Sight.Absent;
import dev.longhaul.reconcile.Sight.Listed;
import dev.longhaul.reconcile.Sight.Seen;
import dev.longhaul.reconcile.Sight.Unobserved;
import dev.longhaul.reconcile.Step.Carriage;
import dev.longhaul.reconcile.Step.Means;
import dev.longhaul.route.Policy;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.Capabilities.Etags;
import dev.longhaul.store.Capabilities.Preconditions;
import dev.longhaul.store.Capabilities.TagSupport;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Precondition;
import dev.longhaul.transfer.Transfer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The planner's decisions as a table one can read. `PlannerLawsTest` tries all small situations.
class PlannerTest {
  private static final Planner PLANNER = new Planner(mirror(), proved(), proved());
  private static final Planner KEEPING = new Planner(Policy.DEFAULT, proved(), proved());
  private static final Planner POOR = new Planner(mirror(), proved(), poor());
  private static final Planner UNPROBED = new Planner(mirror(), proved(), Capabilities.UNPROVED);

  private static final long MIB = 1L << 20;
  private static final Sight UNOBSERVED = new Unobserved();
  private static final Sight ABSENT = new Absent(true);
  private static final Precondition IF_ABSENT = new Precondition.IfAbsent();
  private static final Precondition NONE = new Precondition.None();

  private static final Step FETCH = new Step.Fetch();
  private static final Step KEEP = new Step.Keep();
  private static final Step LOOK_AT_SOURCE = new Step.Observe(Side.SOURCE, true);
  private static final Step LOOK_AT_DESTINATION = new Step.Observe(Side.DESTINATION, false);
  private static final Step PROVE_DESTINATION = new Step.Observe(Side.DESTINATION, true);
  private static final Step SETTLE = new Step.Settle(false);
  private static final Step REMEMBER = new Step.Settle(true);

  private static Seen held(ObjectState state) {
    return new Seen(state, null, BodyDigest.NONE);
  }

  private static Sight seen(ObjectState state) {
    return Seen.of(state);
  }

  private static Sight entry(ObjectState state) {
    return new Listed(listed(state));
  }

  private static Precondition match(String etag) {
    return new Precondition.IfMatch(new ETag(etag));
  }

  private static Step copyHeld(Precondition precondition) {
    return new Step.Copy(Carriage.HELD, precondition, true);
  }

  private static Step copyWhole(Precondition precondition) {
    return new Step.Copy(Carriage.WHOLE, precondition, true);
  }

  private static void row(Planner planner, Sight source, Sight destination, Step step) {
    assertThat(planner.plan(Situation.of(source, destination)))
        .describedAs("source %s, destination %s", source, destination)
        .isEqualTo(step);
  }

  private static void row(Sight source, Sight destination, Step step) {
    row(PLANNER, source, destination, step);
  }

  private static void parks(Planner planner, ObjectState source, Sight to, ParkReason reason) {
    assertThat(planner.plan(Situation.of(seen(source), to)))
        .isInstanceOfSatisfying(
            Step.Park.class, park -> assertThat(park.reason()).isEqualTo(reason));
  }

  @Test
  void aNewSmallObjectIsFetchedAndSentWithoutALookAtTheDestination() {
    row(UNOBSERVED, UNOBSERVED, FETCH);
    row(entry(plain()), UNOBSERVED, FETCH);
    row(held(plain()), UNOBSERVED, copyHeld(IF_ABSENT));
    row(held(size(plain(), MIB)), UNOBSERVED, copyHeld(IF_ABSENT));
  }

  @Test
  void aLargerOneIsSentOnlyAfterALookAtTheDestination() {
    ObjectState larger = size(plain(), MIB + 1);
    row(entry(larger), UNOBSERVED, LOOK_AT_DESTINATION);
    row(held(larger), UNOBSERVED, LOOK_AT_DESTINATION);
    row(entry(larger), ABSENT, FETCH);
    row(held(larger), ABSENT, copyHeld(IF_ABSENT));
    ObjectState large = size(plain(), Transfer.HELD_BYTES + 1L);
    row(entry(large), UNOBSERVED, LOOK_AT_DESTINATION);
    row(entry(large), ABSENT, LOOK_AT_SOURCE);
    row(seen(large), UNOBSERVED, LOOK_AT_DESTINATION);
    row(seen(large), ABSENT, copyWhole(IF_ABSENT));
  }

  @Test
  @Hazard(20)
  void anObjectOfPartsRestsOnWhatCompleteHonours() {
    ObjectState parts = etag(plain(), MD5_A + "-2");
    row(entry(parts), ABSENT, FETCH);
    row(entry(parts), UNOBSERVED, LOOK_AT_DESTINATION);
    row(held(parts), UNOBSERVED, LOOK_AT_DESTINATION);
    row(held(parts), ABSENT, copyHeld(IF_ABSENT));
    Capabilities onlyPut =
        States.capabilities(
            new Preconditions(true, true, false, false, true),
            new Etags(true, true),
            TagSupport.COUNTED);
    Planner planner = new Planner(mirror(), proved(), onlyPut);
    row(planner, held(plain()), ABSENT, copyHeld(IF_ABSENT));
    row(planner, held(parts), ABSENT, new Step.Copy(Carriage.HELD, IF_ABSENT, false));
  }

  @Test
  @Hazard(20)
  void nobodyRuledOutIsOverwrittenBlindly() {
    row(POOR, UNOBSERVED, UNOBSERVED, LOOK_AT_DESTINATION);
    row(POOR, entry(plain()), UNOBSERVED, LOOK_AT_DESTINATION);
    row(POOR, held(plain()), UNOBSERVED, LOOK_AT_DESTINATION);
    row(POOR, held(plain()), ABSENT, new Step.Copy(Carriage.HELD, NONE, false));
  }

  @Test
  @Hazard(20)
  void beforeTheProbeAnsweredPreconditionsAreSentAndNotReliedOn() {
    row(UNPROBED, UNOBSERVED, UNOBSERVED, LOOK_AT_DESTINATION);
    row(UNPROBED, held(plain()), ABSENT, new Step.Copy(Carriage.HELD, IF_ABSENT, false));
    row(UNPROBED, ABSENT, seen(plain()), new Step.Delete(match(MD5_A)));
    row(POOR, ABSENT, seen(plain()), new Step.Delete(NONE));
  }

  @Test
  void aListedDestinationThatSurelyDiffersIsOverwrittenIfStillTheSame() {
    Sight other = entry(etag(plain(), MD5_B));
    row(entry(plain()), other, FETCH);
    row(held(plain()), other, copyHeld(match(MD5_B)));
    row(entry(plain()), entry(size(plain(), 9)), FETCH);
    row(seen(plain()), entry(size(plain(), 9)), FETCH);
    row(held(plain()), entry(size(plain(), 9)), copyHeld(match(MD5_A)));
    ObjectState large = size(plain(), 1L << 40);
    row(entry(large), entry(plain()), LOOK_AT_SOURCE);
    row(seen(large), entry(plain()), copyWhole(match(MD5_A)));
  }

  @Test
  @Hazard({23, 36})
  void candidatesOfAListingAreLookedAtOnBothSides() {
    row(entry(plain()), entry(plain()), LOOK_AT_SOURCE);
    row(seen(plain()), entry(plain()), LOOK_AT_DESTINATION);
    row(POOR, entry(plain()), entry(etag(plain(), "x")), LOOK_AT_SOURCE);
  }

  @Test
  void equalPairsThatListingsDoNotShowAreRemembered() {
    ObjectState later = at(plain(), NOON.plusSeconds(1));
    row(seen(plain()), seen(later), SETTLE);
    row(seen(later), seen(plain()), REMEMBER);
    ObjectState sum = States.checksum(plain(), States.crc("AAAAAA=="));
    row(seen(sum), seen(etag(kms(sum), MD5_B)), REMEMBER);
  }

  @Test
  void differentOrUnprovedBytesAreSentAgain() {
    row(seen(plain()), seen(etag(plain(), MD5_B)), FETCH);
    row(held(plain()), seen(etag(plain(), MD5_B)), copyHeld(match(MD5_B)));
    row(held(plain()), seen(kms(plain())), copyHeld(match(MD5_A)));
    ObjectState large = size(etag(plain(), MD5_A + "-9"), 1L << 40);
    row(seen(large), seen(etag(large, MD5_B + "-9")), copyWhole(match(MD5_B + "-9")));
  }

  @Test
  @Hazard(45)
  void onlyTagsAreReplacedWhenOnlyTheyDiffer() {
    Seen tagged = Seen.of(tagCount(plain(), 1));
    row(tagged, seen(plain()), new Step.ReadTags(Side.SOURCE));
    row(
        tagged.withTags(States.TAGGED),
        seen(plain()),
        new Step.PutTags(States.TAGGED, new ETag(MD5_A)));
    row(seen(plain()), tagged, new Step.PutTags(Tags.NONE, new ETag(MD5_A)));
    row(tagged.withTags(States.TAGGED), tagged, new Step.ReadTags(Side.DESTINATION));
  }

  @Test
  @Hazard(45)
  void tagsAreReadBeforeACopyIsSent() {
    row(held(tagCount(plain(), 1)), ABSENT, new Step.ReadTags(Side.SOURCE));
    Planner asking = new Planner(mirror(), poor(), proved());
    row(asking, held(plain()), ABSENT, new Step.ReadTags(Side.SOURCE));
    row(asking, held(plain()).withTags(Tags.NONE), ABSENT, copyHeld(IF_ABSENT));
    Planner ignoring =
        new Planner(States.policy(Policy.Deletes.KEEP, Policy.TagRule.IGNORE), poor(), proved());
    row(ignoring, held(plain()), ABSENT, copyHeld(IF_ABSENT));
  }

  @Test
  void metadataAloneIsReplacedWithoutCarryingBytes() {
    ObjectState named = user(plain(), Map.of("name", "value"));
    Step copyObject = new Step.UpdateAttributes(Means.COPY_OBJECT, new ETag(MD5_A));
    row(seen(named), seen(plain()), copyObject);
    row(seen(size(named, 5_000_000_000L)), seen(size(plain(), 5_000_000_000L)), copyObject);
    row(
        seen(size(named, 5_000_000_001L)),
        seen(size(plain(), 5_000_000_001L)),
        copyWhole(match(MD5_A)));
    String parts = MD5_A + "-3";
    row(
        seen(etag(named, parts)),
        seen(etag(plain(), parts)),
        new Step.UpdateAttributes(Means.REWRITE, new ETag(parts)));
    ObjectState frozen = storage(plain(), "GLACIER", Archive.ARCHIVED, Encryption.STORE_MANAGED);
    row(held(named), seen(frozen), copyHeld(match(MD5_A)));
    assertThat(PLANNER.plan(new Situation(held(named), seen(plain()), null, true)))
        .isEqualTo(copyHeld(match(MD5_A)));
  }

  @Test
  @Hazard({15, 61})
  void deletesOnlyWhatIsProvedAbsentAndSeenAtTheDestination() {
    row(UNOBSERVED, entry(plain()), LOOK_AT_SOURCE);
    row(new Absent(false), entry(plain()), LOOK_AT_SOURCE);
    row(ABSENT, UNOBSERVED, PROVE_DESTINATION);
    row(ABSENT, entry(plain()), PROVE_DESTINATION);
    row(ABSENT, new Absent(false), PROVE_DESTINATION);
    row(ABSENT, ABSENT, SETTLE);
    row(ABSENT, seen(plain()), new Step.Delete(match(MD5_A)));
  }

  @Test
  @Hazard(61)
  void whatIsGoneForTooShortATimeIsNotDeletedYet() {
    early(PLANNER, ABSENT, seen(plain()), new Step.WaitToDelete());
    early(POOR, ABSENT, seen(plain()), new Step.WaitToDelete());
    early(KEEPING, ABSENT, seen(plain()), KEEP);
    early(PLANNER, ABSENT, ABSENT, SETTLE);
    early(PLANNER, ABSENT, UNOBSERVED, PROVE_DESTINATION);
    early(PLANNER, new Absent(false), seen(plain()), LOOK_AT_SOURCE);
    early(PLANNER, held(plain()), ABSENT, copyHeld(IF_ABSENT));
  }

  private static void early(Planner planner, Sight source, Sight destination, Step step) {
    assertThat(planner.plan(new Situation(source, destination, null, false, true))).isEqualTo(step);
  }

  @Test
  void keepsWhatThePolicyKeeps() {
    row(KEEPING, UNOBSERVED, entry(plain()), KEEP);
    row(KEEPING, ABSENT, entry(plain()), KEEP);
    row(KEEPING, ABSENT, seen(plain()), KEEP);
    row(KEEPING, ABSENT, UNOBSERVED, PROVE_DESTINATION);
  }

  @Test
  @Hazard(15)
  void anUnknownSideStopsEverything() {
    Failure failure = new Failure.WrongCredentials("403", 403, null);
    for (Sight other : List.of(UNOBSERVED, entry(plain()), ABSENT, held(plain()))) {
      row(new Sight.Unknown(failure), other, new Step.Wait(failure));
      row(other, new Sight.Unknown(failure), new Step.Wait(failure));
    }
  }

  @Test
  @Hazard(48)
  void archivedSourcesAreParkedUnlessTheirCopyIsThereAlready() {
    ObjectState frozen = storage(plain(), "GLACIER", Archive.ARCHIVED, Encryption.STORE_MANAGED);
    ObjectState thawing = storage(plain(), "GLACIER", Archive.RESTORING, Encryption.STORE_MANAGED);
    row(entry(frozen), ABSENT, LOOK_AT_SOURCE);
    parks(PLANNER, frozen, ABSENT, ParkReason.ARCHIVED);
    parks(PLANNER, thawing, seen(size(plain(), 9)), ParkReason.ARCHIVED);
    row(seen(frozen), seen(at(plain(), NOON.plusSeconds(1))), SETTLE);
  }

  @Test
  @Hazard(50)
  void objectsUnderACustomersKeyAreParked() {
    ObjectState locked = storage(plain(), "STANDARD", Archive.READABLE, Encryption.CUSTOMER_KEY);
    parks(PLANNER, locked, ABSENT, ParkReason.CUSTOMER_KEY);
    parks(PLANNER, locked, seen(plain()), ParkReason.CUSTOMER_KEY);
  }

  @Test
  @Hazard(41)
  void metadataThatCannotBeSentParksTheKey() {
    ObjectState hidden = States.metadata(plain(), Metadata.NONE, 1);
    parks(PLANNER, hidden, ABSENT, ParkReason.METADATA_UNREPRESENTABLE);
    parks(
        PLANNER,
        hidden,
        seen(user(plain(), Map.of("a", "b"))),
        ParkReason.METADATA_UNREPRESENTABLE);
    ObjectState most = user(plain(), Map.of("name", "x".repeat(2044)));
    row(held(most), ABSENT, copyHeld(IF_ABSENT));
    ObjectState tooMuch = user(plain(), Map.of("name", "x".repeat(2043) + "é"));
    parks(PLANNER, tooMuch, ABSENT, ParkReason.METADATA_UNREPRESENTABLE);
  }

  @Test
  @Hazard(45)
  void tagsThatWouldComeBackGarbledParkTheKeyAndPlainOnesDoNot() {
    Planner garbling = new Planner(mirror(), proved(), States.tags(proved(), TagSupport.PLAIN));
    Seen tagged = held(tagCount(plain(), 1));
    Tags odd = new Tags(new TreeMap<>(Map.of("team", "deep blue")));
    assertThat(garbling.plan(Situation.of(tagged.withTags(odd), ABSENT)))
        .isInstanceOfSatisfying(
            Step.Park.class, park -> assertThat(park.message()).contains("garbled"));
    assertThat(garbling.plan(Situation.of(tagged.withTags(States.TAGGED), ABSENT)))
        .isInstanceOf(Step.Copy.class);
  }

  @Test
  @Hazard(45)
  void tagsThatCannotBeKeptOrReadParkTheKey() {
    Planner tagless = new Planner(mirror(), proved(), States.tags(proved(), TagSupport.NONE));
    Seen tagged = held(tagCount(plain(), 1)).withTags(States.TAGGED);
    for (Sight to : List.of(ABSENT, seen(plain()))) {
      assertThat(tagless.plan(Situation.of(tagged, to)))
          .isInstanceOfSatisfying(
              Step.Park.class,
              park -> assertThat(park.reason()).isEqualTo(ParkReason.METADATA_UNREPRESENTABLE));
    }
    row(tagless, held(plain()), ABSENT, copyHeld(IF_ABSENT));
    Capabilities forbidden = States.tags(proved(), TagSupport.FORBIDDEN);
    parks(new Planner(mirror(), forbidden, proved()), plain(), ABSENT, ParkReason.TAGS_FORBIDDEN);
    Planner blind = new Planner(mirror(), proved(), forbidden);
    parks(blind, plain(), seen(plain()), ParkReason.TAGS_FORBIDDEN);
  }
}
