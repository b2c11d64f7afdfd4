package dev.longhaul;

import static dev.longhaul.FaultyWorld.ofData;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.store.Operation;
import dev.longhaul.store.fault.Asked;
import dev.longhaul.store.fault.Delivery;
import dev.longhaul.store.fault.Fault;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Sides whose listings lie: what they show is looked at, what they do not show is never deleted
/// for it.
@Timeout(300)
final class FaultyListingsTest {
  private static final Predicate<Asked> LISTS = ofData(Operation.LIST);

  @TempDir private Path folder;
  private FaultyWorld world;

  @BeforeEach
  void begin() {
    world = new FaultyWorld(folder);
    world.source.store().setPageSize(4);
    world.destination.store().setPageSize(1);
  }

  @AfterEach
  void end() {
    world.close();
  }

  private void deletesNothingAndSaysSo(Fault fault, String... words) {
    world.source.always(LISTS, fault);

    world.assertSaysSo(words);
    assertThat(world.deletedWhileFaulty()).isZero();
  }

  @Test
  @Hazard(58)
  void pagesInNoOrderAreSorted() {
    world.source.always(LISTS, new Fault.Shuffles(1));
    world.destination.always(LISTS, new Fault.Shuffles(2));

    world.assertConverges();
  }

  @Test
  @Hazard(59)
  void aPageThatSaysItIsNotTheLastAndNamesNoNextIsNotTheEnd() {
    deletesNothingAndSaysSo(
        new Fault.Rewrites("<NextContinuationToken>.*?</NextContinuationToken>", ""),
        "names no next one");
  }

  @Test
  @Hazard(59)
  void aPageThatIsGivenForEverDoesNotGoOnForEver() {
    deletesNothingAndSaysSo(new Fault.IgnoresParameter("continuation-token"), "without sense");
  }

  @Test
  @Hazard(59)
  void aTokenOnTheLastPageIsNoEnd() {
    deletesNothingAndSaysSo(
        new Fault.Rewrites("<IsTruncated>true", "<IsTruncated>false"), "the last page names");
  }

  @Test
  @Hazard({59, 60})
  void aPageThatDoesNotSayWhetherItIsTheLastIsNoPage() {
    deletesNothingAndSaysSo(
        new Fault.Rewrites("<IsTruncated>.*?</IsTruncated>", ""), "whether it is the last");
  }

  @Test
  @Hazard({60, 61})
  void anEmptyAnswerIsNoEmptyBucket() {
    deletesNothingAndSaysSo(new Fault.SaysOnly(200), "without sense");
  }

  @Test
  @Hazard({60, 61})
  void aPageForPeopleIsNoEmptyBucket() {
    deletesNothingAndSaysSo(new Fault.SaysHtml(), "without sense");
  }

  @Test
  @Hazard({60, 61})
  void anErrorBehindA200IsNoEmptyBucket() {
    deletesNothingAndSaysSo(new Fault.FailsLate("InternalError"), "without sense");
  }

  @Test
  @Hazard({60, 61})
  void theEmptyPageOfAnotherBucketIsNotThisOnes() {
    deletesNothingAndSaysSo(
        new Fault.Says(
            "<ListBucketResult><Name>other</Name><Prefix/><KeyCount>0</KeyCount>"
                + "<IsTruncated>false</IsTruncated></ListBucketResult>"),
        "does not name the bucket");
  }

  @Test
  @Hazard({60, 61})
  void anEntryThatIsLeftOutIsNotDeletedForIt() {
    world.destination.store().put("small/0 +%\u00e9", "stale and left out of the source's list");
    world.source.always(
        LISTS,
        new Fault.Rewrites("<Contents><Key>small/0.*?</Contents>", "")
            .and(new Fault.Rewrites("<KeyCount>.*?</KeyCount>", "")));

    world.assertEndsWell();
    assertThat(world.destination.store().has(dev.longhaul.object.ObjectKey.of("small/0 +%\u00e9")))
        .isTrue();
  }

  @Test
  @Hazard(54)
  void keysThatAreNotEncodedAreReadAsTheyAre() {
    world.source.always(LISTS, new Fault.IgnoresParameter("encoding-type"));
    world.destination.always(LISTS, new Fault.IgnoresParameter("encoding-type"));

    world.assertConverges();
  }

  @Test
  @Hazard(32)
  void aPageThatIsCutIsNoPage() {
    world.source.next(3, LISTS, new Fault.Delivers(new Delivery.CutAfter(900)));
    world.destination.next(3, LISTS, new Fault.Delivers(new Delivery.Chunked(true)));

    world.assertConverges();
  }

  @Test
  @Hazard(59)
  void aPageInChunksIsAPage() {
    world.source.always(LISTS, new Fault.Delivers(new Delivery.Chunked(false)));

    world.assertConverges();
  }

  @Test
  @Hazard({59, 61})
  void aDestinationWhoseListingHasNoEndIsNotGuessedAt() {
    world.destination.always(LISTS, new Fault.IgnoresParameter("continuation-token"));

    world.assertSaysSo("without sense");
  }
}
