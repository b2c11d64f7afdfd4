package dev.longhaul;

import dev.longhaul.store.Operation;
import dev.longhaul.store.fault.Asked;
import dev.longhaul.store.fault.Delivery;
import dev.longhaul.store.fault.Fault;
import dev.longhaul.store.fault.FaultS3;
import dev.longhaul.store.memory.Quirk;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Both sides wrong in several ways at once, each way for a few requests: what one fault does to
/// the answer to another is in no list. `-Dfault.seeds=500` mixes more of them, `-Dfault.first=7`
/// others.
@Hazard({18, 20, 27, 30, 31, 32, 59, 60, 61, 64})
@Timeout(3_600)
final class FaultyMixtureTest {
  private static final int SEEDS = Integer.getInteger("fault.seeds", 8);
  private static final long FIRST = Long.getLong("fault.first", 1);
  private static final int FAULTS = 6;
  private static final List<Operation> OPERATIONS = List.of(Operation.values());

  private static final List<Fault> ANYWHERE =
      List.of(
          new Fault.Refuses(503, "SlowDown"),
          new Fault.Refuses(500, "InternalError"),
          new Fault.Refuses(403, "AccessDenied"),
          new Fault.Refuses(400, "RequestTimeout"),
          new Fault.SaysOnly(404),
          new Fault.SaysOnly(200),
          new Fault.SaysOnly(502),
          new Fault.SaysHtml(),
          new Fault.FailsLate("InternalError"),
          new Fault.LosesAnswer(),
          new Fault.SwallowsBody(),
          new Fault.SpacesAnswer(),
          new Fault.OmitsHeader("ETag"),
          new Fault.OmitsHeader("Last-Modified"),
          new Fault.SetsHeader("ETag", "\"ffffffffffffffffffffffffffffffff\""),
          new Fault.SetsHeader("x-amz-version-id", "other"),
          new Fault.LiesAboutChecksum(),
          new Fault.IgnoresHeader("if-match"),
          new Fault.IgnoresHeader("if-none-match"),
          new Fault.IgnoresHeader("range"),
          new Fault.ShiftsRange(),
          new Fault.FlipsBit(50),
          new Fault.Delivers(new Delivery.CutAfter(40)),
          new Fault.Delivers(new Delivery.Chunked(false)),
          new Fault.Delivers(new Delivery.Chunked(true)),
          new Fault.Delivers(new Delivery.UntilClose(60)),
          new Fault.Delivers(new Delivery.Overlong(9)));

  private static final List<Fault> OF_WRITES =
      List.of(
          new Fault.StoresDamaged(),
          new Fault.StoresHalf(),
          new Fault.Pretends("0123456789abcdef0123456789abcdef"),
          new Fault.Refuses(409, "ConditionalRequestConflict"),
          new Fault.Refuses(412, "PreconditionFailed"),
          new Fault.Refuses(404, "NoSuchUpload"),
          new Fault.Refuses(400, "BadDigest"));

  /// None that drops tokens: together with a page that calls itself the last one it would make a
  /// listing that nothing tells from that of a smaller bucket.
  private static final List<Fault> OF_LISTINGS =
      List.of(
          new Fault.Shuffles(3),
          new Fault.IgnoresParameter("continuation-token"),
          new Fault.IgnoresParameter("start-after"),
          new Fault.IgnoresParameter("encoding-type"),
          new Fault.ListsEverything(),
          new Fault.Rewrites("<IsTruncated>true", "<IsTruncated>false"),
          new Fault.Rewrites("<Contents>.*?</Contents>", ""),
          new Fault.Rewrites("<Name>.*?</Name>", "<Name>other</Name>"),
          new Fault.Rewrites("<Size>\\d", "<Size>7"));

  @TempDir private Path folder;

  static LongStream seeds() {
    return LongStream.range(FIRST, FIRST + SEEDS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverIsWrongAtOnceNothingWrongIsStoredAndItConverges(long seed) {
    Random random = new Random(seed);
    Quirk[] quirks = random.nextBoolean() ? new Quirk[] {Quirk.VERSIONED} : new Quirk[0];
    try (FaultyWorld world = new FaultyWorld(folder, quirks)) {
      world.source.store().setPageSize(1 + random.nextInt(20));
      world.destination.store().setPageSize(1 + random.nextInt(20));
      for (int round = 0; round < 2; round++) {
        for (int fault = 0; fault < FAULTS; fault++) {
          add(world.source, random, false);
          add(world.destination, random, true);
        }
        world.assertTellsTheTruth();
        world.source.mend();
        world.destination.mend();
      }
      world.assertConvergesOnceMended();
    }
  }

  private static void add(FaultS3 server, Random random, boolean writes) {
    int times = 1 + random.nextInt(6);
    switch (random.nextInt(writes ? 4 : 3)) {
      case 0 -> server.next(times, of(Operation.LIST), any(OF_LISTINGS, random));
      case 3 -> server.next(times, asked -> !isRead(asked), any(OF_WRITES, random));
      default -> {
        server.next(times, of(any(OPERATIONS, random)), any(ANYWHERE, random));
      }
    }
  }

  private static Predicate<Asked> of(Operation operation) {
    return FaultyWorld.ofData(operation);
  }

  private static boolean isRead(Asked asked) {
    return asked.method().equals("GET")
        || asked.method().equals("HEAD")
        || FaultyWorld.isProbe(asked);
  }

  private static <T> T any(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
