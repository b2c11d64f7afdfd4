package dev.longhaul;

import static dev.longhaul.FaultyWorld.every;
import static dev.longhaul.FaultyWorld.ofData;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.cli.ExitCode;
import dev.longhaul.store.Operation;
import dev.longhaul.store.fault.Asked;
import dev.longhaul.store.fault.Delivery;
import dev.longhaul.store.fault.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A source that answers wrongly: the destination becomes equal all the same, or the run says why
/// not; it never holds a wrong byte.
@Timeout(300)
final class FaultyReadsTest {
  private static final Predicate<Asked> GETS = ofData(Operation.GET);
  private static final Predicate<Asked> HEADS = ofData(Operation.HEAD);

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

  private static boolean isRange(Asked asked) {
    return asked.header("range") != null;
  }

  @Test
  void convergesWithoutAnyFault() {
    world.assertConverges();
  }

  @Test
  @Hazard(32)
  void bodiesThatAreCutAreReadAgain() {
    world.source.next(6, GETS, new Fault.Delivers(new Delivery.CutAfter(10)));

    world.assertConverges();
  }

  @Test
  @Hazard(32)
  void aBodyWithoutLengthIsNotBelieved() {
    world.source.always(GETS, new Fault.Delivers(new Delivery.UntilClose(1 << 30)));

    world.assertSaysSo("Content-Length");
  }

  @Test
  @Hazard(32)
  void aBodyInChunksIsNotBelieved() {
    world.source.always(GETS, new Fault.Delivers(new Delivery.Chunked(true)));

    world.assertSaysSo("Content-Length");
  }

  @Test
  @Hazard(32)
  void bytesBehindTheEndBelongToNoObject() {
    world.source.next(4, GETS, new Fault.Delivers(new Delivery.Overlong(40)));

    world.assertConverges();
  }

  @Test
  @Hazard(18)
  void aStoreThatIgnoresRangesIsNamed() {
    world.source.always(FaultyReadsTest::isRange, new Fault.IgnoresHeader("range"));

    world.assertSaysSo("parked large", "ignores Range");
  }

  @Test
  @Hazard(18)
  void anotherRangeThanAskedForIsNotTaken() {
    world.source.next(3, FaultyReadsTest::isRange, new Fault.ShiftsRange());

    world.assertConverges();
  }

  @Test
  @Hazard(18)
  void aSourceThatIgnoresIfMatchIsSeenToHaveChanged() {
    world.source.always(GETS, new Fault.IgnoresHeader("if-match"));
    world.source.next(
        1,
        FaultyReadsTest::isRange,
        new Fault.Before(() -> world.source.store().put(FaultyWorld.LARGE.text(), "now small")));

    world.assertConverges();
  }

  @Test
  @Hazard(27)
  void aFlippedBitInASmallObjectDoesNotArrive() {
    world.source.next(5, GETS, new Fault.FlipsBit(3));

    world.assertConverges();
  }

  @Test
  @Hazard(27)
  void aFlippedBitInAPartDoesNotArrive() {
    world.source.next(1, FaultyReadsTest::isRange, new Fault.FlipsBit(70_000));

    world.assertConverges();
  }

  @Test
  @Hazard({25, 27})
  void anETagOfAnotherKindCostsASecondReadingAndNothingElse() {
    String other = "ffffffffffffffffffffffffffffffff-5";
    Predicate<Asked> large =
        asked ->
            asked.isObject() && asked.key().equals(FaultyWorld.LARGE) && HEADS.or(GETS).test(asked);
    world.source.always(large, new Fault.IgnoresHeader("if-match"));
    world.source.always(large, new Fault.SetsHeader("ETag", '"' + other + '"'));
    world.source.always(
        ofData(Operation.LIST),
        new Fault.Rewrites("(<Key>large</Key>.*?<ETag>&quot;).*?(&quot;)", "$1" + other + "$2"));

    assertThat(world.sync()).as(world.said()).isEqualTo(ExitCode.DONE);
    assertThat(world.destination.count(ofData(Operation.UPLOAD_PART))).isEqualTo(10);
    world.assertConvergesOnceMended();
  }

  @Test
  @Hazard({26, 27})
  void aChecksumThatIsNotOfTheBytesEndsTrulyEitherWay() {
    world.source.always(GETS, new Fault.LiesAboutChecksum());

    world.assertEndsWell();
  }

  @Test
  @Hazard(15)
  void aNotFoundForEverythingDeletesNothing() {
    world.source.always(HEADS.or(GETS), new Fault.SaysOnly(404));

    world.assertSaysSo("404");
    assertThat(world.destination.count(ofData(Operation.DELETE))).isLessThanOrEqualTo(1);
  }

  @Test
  @Hazard({15, 61})
  void aForbiddenSourceDeletesNothing() {
    world.source.always(ofData(Operation.GET).or(HEADS), new Fault.SaysOnly(403));

    world.assertSaysSo("403");
  }

  @Test
  @Hazard(64)
  void aStormOf503IsWaitedOut() {
    world.source.next(60, every(), new Fault.Refuses(503, "SlowDown"));

    world.assertConverges();
  }

  @Test
  @Hazard(64)
  void aStormOfBare500IsWaitedOut() {
    world.source.next(60, GETS, new Fault.SaysOnly(500));

    world.assertConverges();
  }

  @Test
  @Hazard(44)
  void whatAProxyPackedIsNotTakenForTheObject() {
    world.source.always(
        asked -> GETS.test(asked) && asked.key().text().startsWith("small/"),
        new Fault.SetsHeader("Content-Encoding", "gzip").and(new Fault.FlipsBit(0)));

    world.assertSaysSo("parked");
  }

  @Test
  @Hazard({23, 24})
  void anObjectWithoutDateOrETagIsNotCopied() {
    world.source.always(GETS, new Fault.OmitsHeader("ETag"));
    world.source.always(HEADS, new Fault.SetsHeader("Last-Modified", "yesterday"));

    world.assertSaysSo("ETag");
  }

  @Test
  @Hazard(66)
  void aSourceWithAnotherClockIsReadAllTheSame() {
    world.source.always(every(), new Fault.SkewsDate(Duration.ofDays(-800)));
    world.destination.always(every(), new Fault.SkewsDate(Duration.ofDays(800)));

    world.assertConverges();
  }

  @Test
  @Hazard(68)
  void aRedirectIsNotFollowed() {
    world.source.always(every(), new Fault.Redirects(world.destination.endpoint() + "/to/"));

    world.assertSaysSo("307");
  }

  @Test
  @Hazard(60)
  void aPageForPeopleIsNoObject() {
    world.source.always(every(), new Fault.SaysHtml());

    world.assertSaysSo("without sense");
  }

  @Test
  @Hazard(65)
  void answersThatAreLostAreAskedForAgain() {
    world.source.next(4, every(), new Fault.LosesAnswer());

    world.assertConverges();
  }
}
