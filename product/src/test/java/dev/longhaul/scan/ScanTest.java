package dev.longhaul.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ScanTest {
  private static final String ONE = "0123456789abcdef0123456789abcdef";
  private static final String OTHER = "fedcba9876543210fedcba9876543210";

  @ParameterizedTest
  @EnumSource(KeysOf.class)
  void findsWhatAReferenceFinds(KeysOf keys) {
    for (long seed = 0; seed < 25; seed++) {
      checkAgainstReference(keys, seed);
    }
  }

  private static void checkAgainstReference(KeysOf keys, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ScanFixture fixture = new ScanFixture(seed);
    fixture.limits =
        new ScanLimits(
            1 + random.nextInt(6), 6 + random.nextInt(3), 1 + random.nextInt(3), 2000, 4000);
    ListingInMemory source = new ListingInMemory().pages(1 + random.nextInt(20));
    ListingInMemory destination = new ListingInMemory().pages(1 + random.nextInt(20));
    TreeMap<String, String> expected = new TreeMap<>();
    int count = random.nextInt(400);
    for (int number = 0; number < count; number++) {
      String key = keys.key(number, random);
      boolean onSource = random.nextInt(10) > 0;
      boolean onDestination = !onSource || random.nextInt(10) > 0;
      boolean same = random.nextInt(10) > 0;
      source.remove(key);
      destination.remove(key);
      if (onSource) {
        source.put(key, ONE);
      }
      if (onDestination) {
        destination.put(key, same ? ONE : OTHER);
      }
      expected.put(
          key, !onSource ? "extra" : !onDestination ? "missing" : same ? "equal" : "unproved");
    }

    ScanFixture.Found found = fixture.scan(source, destination);

    assertThat(found.failures()).isEmpty();
    assertThat(found.sorted()).isFalse();
    assertThat(found.onlySource()).as("seed %s", seed).isEqualTo(keys(expected, "missing"));
    assertThat(found.onlyDestination()).as("seed %s", seed).isEqualTo(keys(expected, "extra"));
    assertThat(found.unproved()).as("seed %s", seed).isEqualTo(keys(expected, "unproved"));
    assertThat(found.equal()).as("seed %s", seed).isEqualTo(keys(expected, "equal"));
    assertThat(fixture.progress.counts().sourceKeys()).isEqualTo(source.size());
    assertThat(fixture.progress.counts().destinationKeys()).isEqualTo(destination.size());
    assertThat(fixture.progress.counts().equal()).isEqualTo(found.equal().size());
    assertThat(fixture.scratch.isAllGivenBack()).isTrue();
  }

  private static Set<String> keys(Map<String, String> expected, String kind) {
    Set<String> keys = new TreeSet<>();
    expected.forEach((key, what) -> {
      if (what.equals(kind)) {
        keys.add(key);
      }
    });
    return keys;
  }

  @ParameterizedTest
  @EnumSource(KeysOf.class)
  void listsInParallelForFewPagesMoreThanThereAre(KeysOf keys) {
    SplittableRandom random = new SplittableRandom(7);
    ScanFixture fixture = new ScanFixture(7);
    fixture.limits = new ScanLimits(8, 16, 3, 512 << 10, 16 << 20);
    ListingInMemory source = new ListingInMemory().beforeEach(() -> fixture.sleep(50));
    ListingInMemory destination = new ListingInMemory().beforeEach(() -> fixture.sleep(40));
    for (int number = 0; number < 40_000; number++) {
      String key = keys.key(number, random);
      source.put(key, ONE);
      destination.put(key, ONE);
    }

    ScanFixture.Found found = fixture.scan(source, destination);
    ScanProgress.Counts counts = fixture.progress.counts();
    assertThat(found.equal()).hasSize(source.size());
    assertThat(counts.sourceLists()).isEqualTo(source.requests());
    double allowed = 1.05 * source.size() / 1000 + 2 * counts.ranges();
    assertThat((double) counts.sourceLists()).isLessThanOrEqualTo(allowed);
    assertThat((double) counts.destinationLists()).isLessThanOrEqualTo(allowed);
    if (keys != KeysOf.CHINESE) {
      // There the first questions are spent on the brackets. The listing is too short for many.
      long oneByOne = 50L * source.size() / 1000;
      assertThat(fixture.simulation.clock().nanos() / 1_000_000).isLessThan(oneByOne * 19 / 20);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = KeysOf.class,
      names = {"NUMBERS", "HASHES", "FOLDERS"})
  void aLongListingOnALongWayTakesAFractionOfTheTime(KeysOf keys) {
    SplittableRandom random = new SplittableRandom(7);
    ScanFixture fixture = new ScanFixture(7);
    fixture.limits = new ScanLimits(16, 64, 3, 512 << 10, 16 << 20);
    ListingInMemory source = new ListingInMemory().beforeEach(() -> fixture.sleep(50));
    ListingInMemory destination = new ListingInMemory().beforeEach(() -> fixture.sleep(50));
    for (int number = 0; number < 200_000; number++) {
      String key = keys.key(number, random);
      source.put(key, ONE);
      destination.put(key, ONE);
    }

    fixture.scan(source, destination);

    ScanProgress.Counts counts = fixture.progress.counts();
    assertThat((double) counts.sourceLists())
        .isLessThanOrEqualTo(1.05 * source.size() / 1000 + 2 * counts.ranges());
    long oneByOne = 50L * source.size() / 1000;
    assertThat(fixture.simulation.clock().nanos() / 1_000_000).isLessThan(oneByOne / 5);
  }

  @Test
  void aSmallBucketTakesOneRequestPerSide() {
    ScanFixture fixture = new ScanFixture(1);
    ListingInMemory source = new ListingInMemory().put("a", ONE);
    ListingInMemory destination = new ListingInMemory();

    fixture.scan(source, destination);

    assertThat(source.requests()).isEqualTo(1);
    assertThat(destination.requests()).isEqualTo(1);
  }

  @Test
  void comparesWhatFollowsThePrefixes() {
    ScanFixture fixture = new ScanFixture(1);
    fixture.sourcePrefix = "from/";
    fixture.destinationPrefix = "x/to-";
    ListingInMemory source =
        new ListingInMemory().put("from/", ONE).put("from/a", ONE).put("from/b", ONE).put("a", ONE);
    ListingInMemory destination =
        new ListingInMemory().put("x/to-", ONE).put("x/to-b", OTHER).put("x/to-c", ONE);

    ScanFixture.Found found = fixture.scan(source, destination);

    assertThat(found.equal()).containsExactly("from/");
    assertThat(found.onlySource()).containsExactly("from/a");
    assertThat(found.unproved()).containsExactly("from/b");
    assertThat(found.onlyDestination()).containsExactly("x/to-c");
  }

  @Test
  void leavesOutFilteredKeysAndTheProbeFolderOnBothSides() {
    ScanFixture fixture = new ScanFixture(1);
    fixture.sourcePrefix = "s/";
    fixture.filter = key -> !key.text().endsWith(".tmp");
    ListingInMemory source =
        new ListingInMemory().put("s/a.tmp", ONE).put("s/.longhaul-probe/1/x", ONE).put("s/k", ONE);
    ListingInMemory destination =
        new ListingInMemory().put("b.tmp", ONE).put(".longhaul-probe/2/y", ONE).put("e", ONE);

    ScanFixture.Found found = fixture.scan(source, destination);

    assertThat(found.onlySource()).containsExactly("s/k");
    assertThat(found.onlyDestination()).containsExactly("e");
  }

  @Test
  @Hazard(52)
  void aKeyTooLongForTheOtherSideIsFoundOnlyOnItsOwn() {
    ScanFixture fixture = new ScanFixture(1);
    fixture.destinationPrefix = "d".repeat(100) + "/";
    String longKey = "k".repeat(1024);
    ListingInMemory source = new ListingInMemory().put(longKey, ONE);

    ScanFixture.Found found = fixture.scan(source, new ListingInMemory());

    assertThat(found.onlySource()).containsExactly(longKey);
  }
}
