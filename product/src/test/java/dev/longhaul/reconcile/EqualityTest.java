package dev.longhaul.reconcile;

import static dev.longhaul.reconcile.States.MD5_A;
import static dev.longhaul.reconcile.States.MD5_B;
import static dev.longhaul.reconcile.States.NOON;
import static dev.longhaul.reconcile.States.at;
import static dev.longhaul.reconcile.States.checksum;
import static dev.longhaul.reconcile.States.crc;
import static dev.longhaul.reconcile.States.etag;
import static dev.longhaul.reconcile.States.kms;
import static dev.longhaul.reconcile.States.listed;
import static dev.longhaul.reconcile.States.plain;
import static dev.longhaul.reconcile.States.poor;
import static dev.longhaul.reconcile.States.proved;
import static dev.longhaul.reconcile.States.size;
import static dev.longhaul.reconcile.States.tagCount;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.ledger.Receipt;
import dev.longhaul.object.Checksum;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.StorageFacts.Archive;
import dev.longhaul.object.StorageFacts.Encryption;
import dev.longhaul.object.Tags;
import dev.longhaul.reconcile.Sight.Seen;
import dev.longhaul.reconcile.Verdict.Aspect;
import dev.longhaul.reconcile.Verdict.Evidence;
import dev.longhaul.route.Policy;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.Capabilities.TagSupport;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EqualityTest {
  private static final Equality TRUSTED = new Equality(Policy.DEFAULT, proved(), proved());
  private static final Verdict EQUAL_ETAGS = new Verdict.Equal(Evidence.ETAG);
  private static final Verdict NOT_PROVED = new Verdict.NotProved();
  private static final Verdict DIFFERENT = new Verdict.BytesDiffer();

  private static Verdict compare(Equality equality, ObjectState from, ObjectState to) {
    return equality.compare(Seen.of(from), Seen.of(to), null);
  }

  private static Verdict compare(ObjectState from, ObjectState to) {
    return compare(TRUSTED, from, to);
  }

  private static Equality between(Capabilities source, Capabilities destination) {
    return new Equality(Policy.DEFAULT, source, destination);
  }

  private static Seen held(ObjectState state, @Nullable String md5, @Nullable Checksum checksum) {
    String base64 =
        md5 == null ? null : Base64.getEncoder().encodeToString(HexFormat.of().parseHex(md5));
    return new Seen(state, null, new BodyDigest(base64, checksum));
  }

  @Test
  @Hazard(35)
  void otherSizesAreOtherBytesWhateverTheEtagsSay() {
    assertThat(compare(plain(), size(plain(), 11))).isEqualTo(DIFFERENT);
  }

  @Test
  @Hazard(35)
  void emptyObjectsHaveEqualBytes() {
    ObjectState empty = size(plain(), 0);
    assertThat(compare(between(poor(), poor()), tagCount(empty, 0), tagCount(kms(empty), 0)))
        .isEqualTo(new Verdict.Equal(Evidence.EMPTY));
  }

  @Test
  @Hazard({25, 35})
  void md5EtagsDecideBothWaysWhereBothStoresMakeThem() {
    assertThat(compare(plain(), plain())).isEqualTo(EQUAL_ETAGS);
    assertThat(compare(plain(), etag(plain(), MD5_B))).isEqualTo(DIFFERENT);
    assertThat(compare(plain(), etag(plain(), MD5_A.toUpperCase(Locale.ROOT))))
        .isEqualTo(EQUAL_ETAGS);
  }

  @Test
  @Hazard({23, 35})
  void sizeAndTimeProveNothing() {
    Equality equality = between(poor(), poor());
    assertThat(compare(equality, plain(), plain())).isEqualTo(NOT_PROVED);
    assertThat(compare(etag(plain(), "x"), etag(plain(), "x"))).isEqualTo(NOT_PROVED);
  }

  @Test
  @Hazard(25)
  void oneStoreProvedToMakeMd5sIsEnoughForEqualityButNotForDifference() {
    for (Equality equality : List.of(between(poor(), proved()), between(proved(), poor()))) {
      ObjectState none = tagCount(plain(), 0);
      assertThat(compare(equality, none, none)).isEqualTo(EQUAL_ETAGS);
      assertThat(compare(equality, none, etag(none, MD5_B))).isEqualTo(NOT_PROVED);
    }
  }

  @Test
  @Hazard(25)
  void anEtagUnderKmsIsNoMd5() {
    assertThat(compare(plain(), kms(plain()))).isEqualTo(NOT_PROVED);
    assertThat(compare(kms(plain()), plain())).isEqualTo(NOT_PROVED);
    assertThat(compare(plain(), etag(kms(plain()), MD5_B))).isEqualTo(NOT_PROVED);
    assertThat(compare(etag(kms(plain()), MD5_B), plain())).isEqualTo(NOT_PROVED);
  }

  @Test
  @Hazard({25, 38})
  void multipartEtagsProveEqualityButNeverDifference() {
    ObjectState two = etag(plain(), MD5_A + "-2");
    assertThat(compare(two, two)).isEqualTo(EQUAL_ETAGS);
    assertThat(compare(two, etag(plain(), MD5_A + "-3"))).isEqualTo(NOT_PROVED);
    assertThat(compare(two, etag(plain(), MD5_B + "-2"))).isEqualTo(NOT_PROVED);
    assertThat(compare(two, plain())).isEqualTo(NOT_PROVED);
    assertThat(compare(plain(), two)).isEqualTo(NOT_PROVED);
    assertThat(compare(two, kms(two))).isEqualTo(NOT_PROVED);
  }

  @Test
  @Hazard(25)
  void multipartEtagsOfStoresThatMakeThemOtherwiseProveNothing() {
    ObjectState two = tagCount(etag(plain(), MD5_A + "-2"), 0);
    assertThat(compare(between(poor(), poor()), two, two)).isEqualTo(NOT_PROVED);
  }

  @Test
  @Hazard({26, 35})
  void wholeObjectChecksumsDecideBothWays() {
    Equality equality = between(tags(poor()), tags(poor()));
    ObjectState one = checksum(plain(), crc("AAAAAA=="));
    assertThat(compare(equality, one, etag(one, MD5_B)))
        .isEqualTo(new Verdict.Equal(Evidence.CHECKSUM));
    assertThat(compare(equality, one, checksum(plain(), crc("BBBBBB==")))).isEqualTo(DIFFERENT);
  }

  private static Capabilities tags(Capabilities store) {
    return States.tags(store, TagSupport.COUNTED);
  }

  @Test
  @Hazard(26)
  void checksumsOfPartsOrOfOtherAlgorithmsAreNotCompared() {
    Equality equality = between(poor(), poor());
    Checksum composite =
        new Checksum(ChecksumAlgorithm.CRC32C, Checksum.Type.COMPOSITE, "AAAAAA==-2");
    Checksum other = Checksum.full(ChecksumAlgorithm.CRC32, "AAAAAA==");
    assertThat(compare(equality, checksum(plain(), composite), checksum(plain(), composite)))
        .isEqualTo(NOT_PROVED);
    assertThat(compare(equality, checksum(plain(), crc("AAAAAA==")), checksum(plain(), other)))
        .isEqualTo(NOT_PROVED);
  }

  @Test
  @Hazard({35, 36})
  void aReceiptProvesExactlyThePairItNames() {
    ObjectState from = tagCount(plain(), 0);
    ObjectState to = tagCount(etag(plain(), MD5_B + "-7"), 0);
    Receipt receipt =
        new Receipt(States.KEY, Equality.sideOf(from), Equality.sideOf(at(to, NOON.plusMillis(9))));
    Equality equality = between(poor(), poor());
    assertThat(equality.compare(Seen.of(from), Seen.of(to), receipt))
        .isEqualTo(new Verdict.Equal(Evidence.RECEIPT));
    for (ObjectState changed :
        List.of(at(from, NOON.plusSeconds(1)), etag(from, MD5_B), etag(from, "z"))) {
      assertThat(equality.compare(Seen.of(changed), Seen.of(to), receipt)).isEqualTo(NOT_PROVED);
    }
    for (ObjectState changed : List.of(at(to, NOON.plusSeconds(1)), etag(to, MD5_A))) {
      assertThat(equality.compare(Seen.of(from), Seen.of(changed), receipt)).isEqualTo(NOT_PROVED);
    }
  }

  @Test
  @Hazard(35)
  void digestsOfBytesHeldCountForTheSource() {
    ObjectState from = etag(plain(), "opaque");
    Equality equality = between(tags(poor()), proved());
    Seen to = Seen.of(plain());
    assertThat(equality.compare(held(from, MD5_A, null), to, null)).isEqualTo(EQUAL_ETAGS);
    assertThat(equality.compare(held(from, MD5_B, null), to, null)).isEqualTo(DIFFERENT);
    assertThat(equality.compare(held(from, null, null), to, null)).isEqualTo(NOT_PROVED);
    Seen checked = Seen.of(checksum(kms(plain()), crc("AAAAAA==")));
    assertThat(equality.compare(held(from, null, crc("AAAAAA==")), checked, null))
        .isEqualTo(new Verdict.Equal(Evidence.CHECKSUM));
    assertThat(equality.compare(held(from, null, crc("BBBBBB==")), checked, null))
        .isEqualTo(DIFFERENT);
  }

  @Test
  @Hazard({41, 35})
  void metadataBelongsToEquality() {
    ObjectState named = States.user(plain(), Map.of("name", "é"));
    assertThat(compare(named, named)).isEqualTo(EQUAL_ETAGS);
    assertThat(compare(plain(), named)).isEqualTo(only(Aspect.METADATA));
    assertThat(compare(named, plain())).isEqualTo(only(Aspect.METADATA));
    assertThat(compare(plain(), States.metadata(plain(), Metadata.NONE, 1)))
        .isEqualTo(only(Aspect.METADATA));
  }

  private static Verdict only(Aspect... aspects) {
    return new Verdict.OnlyAttributesDiffer(Evidence.ETAG, Set.of(aspects));
  }

  @Test
  @Hazard(45)
  void tagsAreComparedOnceBothSidesAreKnown() {
    ObjectState one = tagCount(plain(), 1);
    Seen tagged = Seen.of(one).withTags(States.TAGGED);
    Seen otherwise = Seen.of(one).withTags(new Tags(new TreeMap<>(Map.of("team", "red"))));
    assertThat(TRUSTED.compare(Seen.of(one), tagged, null))
        .isEqualTo(new Verdict.TagsWanted(Side.SOURCE));
    assertThat(TRUSTED.compare(tagged, Seen.of(one), null))
        .isEqualTo(new Verdict.TagsWanted(Side.DESTINATION));
    assertThat(TRUSTED.compare(tagged, tagged, null)).isEqualTo(EQUAL_ETAGS);
    assertThat(TRUSTED.compare(tagged, otherwise, null)).isEqualTo(only(Aspect.TAGS));
    assertThat(TRUSTED.compare(tagged, Seen.of(plain()), null)).isEqualTo(only(Aspect.TAGS));
    assertThat(TRUSTED.compare(Seen.of(plain()), Seen.of(one), null))
        .describedAs("the count alone shows that they differ")
        .isEqualTo(only(Aspect.TAGS));
  }

  @Test
  @Hazard(45)
  void aMissingCountMeansNoTagsOnlyWhereTheStoreSendsCounts() {
    for (TagSupport support : List.of(TagSupport.ASKED, TagSupport.UNKNOWN, TagSupport.FORBIDDEN)) {
      Equality equality = between(States.tags(proved(), support), proved());
      assertThat(compare(equality, plain(), plain()))
          .isEqualTo(new Verdict.TagsWanted(Side.SOURCE));
      assertThat(compare(equality, tagCount(plain(), 0), plain())).isEqualTo(EQUAL_ETAGS);
    }
    Equality untagged = between(States.tags(proved(), TagSupport.NONE), proved());
    assertThat(compare(untagged, plain(), plain())).isEqualTo(EQUAL_ETAGS);
  }

  @Test
  @Hazard(45)
  void tagsDoNotMatterWhenThePolicyIgnoresThem() {
    Policy policy = States.policy(Policy.Deletes.KEEP, Policy.TagRule.IGNORE);
    Equality equality = new Equality(policy, proved(), proved());
    assertThat(compare(equality, plain(), tagCount(plain(), 1))).isEqualTo(EQUAL_ETAGS);
  }

  @Test
  @Hazard(47)
  void theClassMattersOnlyWhenItIsMappedAndAskedFor() {
    ObjectState cold = stored("STANDARD_IA", Archive.READABLE);
    assertThat(compare(cold, plain())).describedAs("not mapped").isEqualTo(EQUAL_ETAGS);
    assertThat(compare(mapped(Policy.Compare.LISTING, true), cold, plain())).isEqualTo(EQUAL_ETAGS);
    Equality asked = mapped(Policy.Compare.METADATA, true);
    assertThat(compare(asked, cold, plain())).isEqualTo(only(Aspect.STORAGE_CLASS));
    assertThat(compare(asked, cold, stored("ONEZONE_IA", Archive.READABLE))).isEqualTo(EQUAL_ETAGS);
    assertThat(compare(asked, cold, stored("GLACIER", Archive.ARCHIVED)))
        .describedAs("a lifecycle rule of the destination is not fought")
        .isEqualTo(EQUAL_ETAGS);
    assertThat(compare(mapped(Policy.Compare.METADATA, false), cold, plain()))
        .describedAs("a class the destination refused is given up")
        .isEqualTo(EQUAL_ETAGS);
  }

  private static ObjectState stored(String storageClass, Archive archive) {
    return States.storage(plain(), storageClass, archive, Encryption.STORE_MANAGED);
  }

  private static Equality mapped(Policy.Compare compare, boolean taken) {
    Capabilities plain = proved();
    Capabilities destination =
        new Capabilities(
            plain.preconditions(),
            plain.etags(),
            new TreeSet<>(),
            false,
            plain.tags(),
            new TreeSet<>(),
            new TreeMap<>(Map.of("ONEZONE_IA", taken)),
            false);
    Policy policy =
        new Policy(
            Policy.Deletes.KEEP,
            Policy.TagRule.COPY,
            new TreeMap<>(Map.of("STANDARD_IA", "ONEZONE_IA")),
            null,
            compare);
    return new Equality(policy, proved(), destination);
  }

  @Test
  @Hazard(23)
  void listingsShowEqualityOnlyWhenTheSourceIsEarlier() {
    ObjectState later = at(plain(), NOON.plusSeconds(1));
    assertThat(TRUSTED.showsInListings(plain(), later)).isTrue();
    assertThat(TRUSTED.showsInListings(later, plain())).isFalse();
    assertThat(TRUSTED.showsInListings(plain(), at(plain(), NOON.plusMillis(999))))
        .describedAs("a listing may show milliseconds that HEAD does not")
        .isFalse();
    assertThat(TRUSTED.showsInListings(plain(), etag(later, MD5_B))).isFalse();
    assertThat(TRUSTED.showsInListings(plain(), size(later, 9))).isFalse();
    assertThat(between(poor(), poor()).showsInListings(plain(), later)).isFalse();
  }

  @Test
  @Hazard({25, 35})
  void aListedDestinationSurelyDiffersBySizeOrByMd5() {
    Seen from = Seen.of(plain());
    assertThat(TRUSTED.surelyDiffers(from, listed(size(plain(), 9)))).isTrue();
    assertThat(TRUSTED.surelyDiffers(from, listed(plain()))).isFalse();
    assertThat(TRUSTED.surelyDiffers(from, listed(etag(plain(), MD5_B)))).isTrue();
    assertThat(TRUSTED.surelyDiffers(from, listed(etag(plain(), MD5_B + "-2")))).isFalse();
    Equality untrusted = between(proved(), poor());
    assertThat(untrusted.surelyDiffers(from, listed(etag(plain(), MD5_B)))).isFalse();
    Seen opaque = held(etag(plain(), "opaque"), MD5_A, null);
    assertThat(TRUSTED.surelyDiffers(opaque, listed(etag(plain(), MD5_B)))).isTrue();
    assertThat(TRUSTED.surelyDiffers(opaque, listed(plain()))).isFalse();
  }
}
