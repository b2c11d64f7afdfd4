package dev.longhaul.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.ledger.Receipt;
import dev.longhaul.object.ETag;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.route.Policy;
import dev.longhaul.store.Capabilities.Etags;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@Hazard({25, 35})
final class PairJudgeTest {
  private static final String MD5 = "0123456789abcdef0123456789abcdef";
  private static final String PARTS = MD5 + "-3";
  private static final Etags TRUSTED = new Etags(true, true);

  @Test
  void equalMd5sOfEqualSizeProve() {
    assertThat(judge(TRUSTED, TRUSTED, null).proves(entry(MD5, 5, 10), entry(MD5, 5, 20))).isTrue();
  }

  @Test
  void anotherSizeOrEtagIsACandidate() {
    PairJudge judge = judge(TRUSTED, TRUSTED, null);

    assertThat(judge.proves(entry(MD5, 5, 10), entry(MD5, 6, 20))).isFalse();
    assertThat(judge.proves(entry(MD5, 5, 10), entry(PARTS, 5, 20))).isFalse();
  }

  @Test
  @Hazard(35)
  void aLaterSourceIsACandidateUntilAReceiptRemembersThePair() {
    ListedObject source = entry(MD5, 5, 20);
    ListedObject destination = entry(MD5, 5, 10);

    assertThat(judge(TRUSTED, TRUSTED, null).proves(source, destination)).isFalse();
    assertThat(judge(TRUSTED, TRUSTED, receipt(source, destination)).proves(source, destination))
        .isTrue();
  }

  @Test
  void etagsProveOnlyWhereAStoreMakesThemFromTheBytes() {
    Etags singles = new Etags(true, false);
    Etags uploads = new Etags(false, true);
    ListedObject single = entry(MD5, 5, 10);
    ListedObject upload = entry(PARTS, 5, 10);

    assertThat(judge(singles, Etags.UNPROVED, null).proves(single, single)).isTrue();
    assertThat(judge(Etags.UNPROVED, singles, null).proves(single, single)).isTrue();
    assertThat(judge(singles, singles, null).proves(upload, upload)).isFalse();
    assertThat(judge(uploads, Etags.UNPROVED, null).proves(upload, upload)).isTrue();
    assertThat(judge(Etags.UNPROVED, uploads, null).proves(upload, upload)).isTrue();
    assertThat(judge(uploads, uploads, null).proves(single, single)).isFalse();
  }

  @Test
  void theCaseOfAnEtagMeansNothing() {
    ListedObject upper = entry(MD5.toUpperCase(Locale.ROOT), 5, 10);

    assertThat(judge(TRUSTED, TRUSTED, null).proves(entry(MD5, 5, 10), upper)).isTrue();
  }

  @Test
  void anEtagOfNoKnownShapeProvesNothing() {
    ListedObject odd = entry("some-opaque-thing", 5, 10);

    assertThat(judge(TRUSTED, TRUSTED, null).proves(odd, odd)).isFalse();
  }

  @Test
  @Hazard(36)
  void aReceiptProvesOnlyExactlyWhatItSaw() {
    ListedObject source = entry("a", 5, 20);
    ListedObject destination = entry("b", 5, 10);
    PairJudge judge = judge(Etags.UNPROVED, Etags.UNPROVED, receipt(source, destination));

    assertThat(judge.proves(source, destination)).isTrue();
    assertThat(judge.proves(entry("c", 5, 20), destination)).isFalse();
    assertThat(judge.proves(entry("a", 5, 21), destination)).isFalse();
    assertThat(judge.proves(source, entry("c", 5, 10))).isFalse();
    assertThat(judge.proves(source, entry("b", 5, 11))).isFalse();
  }

  @Test
  void comparingMetadataProvesNothingByListing() {
    PairJudge judge =
        new PairJudge(TRUSTED, TRUSTED, _ -> Optional.empty(), Policy.Compare.METADATA);

    assertThat(judge.proves(entry(MD5, 5, 10), entry(MD5, 5, 10))).isFalse();
  }

  private static PairJudge judge(Etags source, Etags destination, @Nullable Receipt receipt) {
    return new PairJudge(
        source, destination, _ -> Optional.ofNullable(receipt), Policy.Compare.LISTING);
  }

  private static Receipt receipt(ListedObject source, ListedObject destination) {
    return new Receipt(source.key(), Receipt.Side.of(source), Receipt.Side.of(destination));
  }

  private static ListedObject entry(String etag, long size, long seconds) {
    return new ListedObject(ObjectKey.of("k"), size, new ETag(etag), seconds * 1000, "STANDARD");
  }
}
