package dev.longhaul.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ListingPage;
import dev.longhaul.store.ObjectLister;
import dev.longhaul.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Scans of servers that do not list as they should: never a key missing that is there.
@Hazard({58, 59, 60, 61})
final class BrokenListingTest {
  private static final String ONE = "0123456789abcdef0123456789abcdef";

  private final ScanFixture fixture = new ScanFixture(3);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  @Hazard(58)
  void aShuffledListingIsSortedFirst(long seed) {
    Comparator<ObjectKey> shuffled =
        Comparator.comparingLong(key -> key.hashCode() * 0x9E3779B97F4A7C15L + seed);
    ListingInMemory source = new ListingInMemory().pages(7);
    ListingInMemory destination =
        new ListingInMemory(shuffled.thenComparing(Comparator.naturalOrder())).pages(9);
    for (int number = 0; number < 300; number++) {
      source.put("k" + number, ONE);
      destination.put("k" + (number + 10), ONE);
    }

    ScanFixture.Found found = new ScanFixture(seed).scan(source, destination);

    assertThat(found.sorted()).isTrue();
    assertThat(found.failures()).isEmpty();
    assertThat(found.onlyDestination()).hasSize(10).contains("k300", "k309");
    assertThat(found.onlySource()).contains("k0", "k9");
  }

  @ParameterizedTest
  @EnumSource(KeysOf.class)
  @Hazard(58)
  void theOrderOfJavaStringsHidesNothing(KeysOf keys) {
    for (long seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ListingInMemory source = new ListingInMemory().pages(1 + random.nextInt(9));
      ListingInMemory destination =
          new ListingInMemory(ListingInMemory.UTF_16).pages(1 + random.nextInt(9));
      for (int number = 0; number < 200; number++) {
        String key = keys.key(number, random);
        source.put(key, ONE);
        destination.put(key, ONE);
      }

      ScanFixture.Found found = new ScanFixture(seed).scan(source, destination);

      assertThat(found.onlyDestination()).isEmpty();
      assertThat(found.equal()).as("seed %s", seed).hasSize(source.size());
    }
  }

  @Test
  @Hazard(58)
  void theOrderOfJavaStringsIsNotTakenForThatOfBytes() {
    ListingInMemory source = new ListingInMemory().put("\uE000", ONE).put("😀", ONE);
    ListingInMemory destination =
        new ListingInMemory(ListingInMemory.UTF_16).put("\uE000", ONE).put("😀", ONE).pages(1);

    ScanFixture.Found found = fixture.scan(source, destination);

    assertThat(found.sorted()).isTrue();
    assertThat(found.equal()).containsExactlyInAnyOrder("\uE000", "😀");
    assertThat(found.onlyDestination()).isEmpty();
  }

  @Test
  @Hazard(59)
  void aRepeatedTokenEndsTheListingWithoutAVerdict() {
    ListingInMemory destination = filled(new ListingInMemory(), 30);
    ObjectLister looping =
        request -> new ListingPage(List.of(ListingInMemory.entry("a", ONE)), true, "again");

    ScanFixture.Found found = fixture.scan(looping, destination);

    assertThat(found.onlyDestination()).isEmpty();
    assertThat(found.failures().toString()).contains("source", "token twice", "nothing is deleted");
  }

  @Test
  @Hazard(59)
  void tokensThatGoInACircleEndTheListing() {
    AtomicInteger page = new AtomicInteger();
    ObjectLister looping =
        request -> new ListingPage(List.of(), true, "t" + page.getAndIncrement() % 5);

    ScanFixture.Found found = fixture.scan(new ListingInMemory(), looping);

    assertThat(found.failures()).hasSize(1);
    assertThat(page.get()).isLessThan(50);
  }

  @Test
  @Hazard(59)
  void pagesWithoutEndAndWithoutKeysEndTheListing() {
    AtomicInteger page = new AtomicInteger();
    ObjectLister endless =
        request -> new ListingPage(List.of(), true, "t" + page.getAndIncrement());

    ScanFixture.Found found = fixture.scan(new ListingInMemory(), endless);

    assertThat(found.failures().toString()).contains("without a key");
  }

  @Test
  @Hazard({59, 60, 61})
  void aListingThatBreaksOffProvesNothingMissing() {
    ListingInMemory good = filled(new ListingInMemory().pages(10), 100);
    AtomicInteger pages = new AtomicInteger();
    ObjectLister breaking =
        request -> {
          if (pages.getAndIncrement() >= 3) {
            throw new StoreException(new Failure.Transient("no XML but <html>"));
          }
          return good.list(request);
        };

    ScanFixture.Found found = fixture.scan(breaking, filled(new ListingInMemory(), 100));

    assertThat(found.failures()).isNotEmpty();
    assertThat(found.onlyDestination()).isEmpty();
    assertThat(fixture.scratch.isAllGivenBack()).isTrue();
  }

  @Test
  @Hazard({61, 67})
  void aRefusedListingEndsTheScan() {
    ObjectLister refusing =
        request -> {
          throw new StoreException(new Failure.WrongCredentials("denied", 403, "AccessDenied"));
        };

    ScanFixture.Found found = fixture.scan(refusing, filled(new ListingInMemory(), 100));

    assertThat(found.failures()).singleElement().isInstanceOf(Failure.WrongCredentials.class);
    assertThat(found.onlyDestination()).isEmpty();
  }

  @Test
  @Hazard(64)
  void tenMinutesOfThrottlingAreWaitedOut() {
    ListingInMemory good = filled(new ListingInMemory().pages(10), 100);
    ObjectLister throttled =
        request -> {
          long minutes = fixture.simulation.clock().nanos() / 60_000_000_000L;
          if (good.requests() >= 3 && minutes < 10) {
            throw new StoreException(new Failure.Throttled("503 SlowDown", 0));
          }
          return good.list(request);
        };

    ScanFixture.Found found = fixture.scan(throttled, filled(new ListingInMemory(), 100));

    assertThat(found.failures()).isEmpty();
    assertThat(found.equal()).hasSize(100);
  }

  @Test
  @Hazard(64)
  void throttlingWithoutEndIsGivenUp() {
    ObjectLister throttled =
        request -> {
          throw new StoreException(new Failure.Throttled("503 SlowDown", 0));
        };

    ScanFixture.Found found = fixture.scan(throttled, filled(new ListingInMemory(), 100));

    assertThat(found.failures()).singleElement().isInstanceOf(Failure.Throttled.class);
    assertThat(fixture.simulation.clock().nanos() / 60_000_000_000L).isBetween(15L, 16L);
  }

  @Test
  void aStoreThatCannotBeginInTheMiddleIsListedFromTheStart() {
    ListingInMemory good = filled(new ListingInMemory().pages(10), 400);
    ObjectLister fromStartOnly =
        request -> {
          if (request.startAfter() != null) {
            throw new StoreException(new Failure.Transient("key before start-after"));
          }
          return good.list(request);
        };

    ScanFixture.Found ofSource = fixture.scan(fromStartOnly, filled(new ListingInMemory(), 400));
    ScanFixture.Found ofDestination =
        new ScanFixture(4).scan(filled(new ListingInMemory().pages(10), 400), fromStartOnly);

    assertThat(ofSource.failures()).isEmpty();
    assertThat(ofSource.equal()).hasSize(400);
    assertThat(ofDestination.failures()).isEmpty();
    assertThat(ofDestination.equal()).hasSize(400);
  }

  @Test
  @Hazard({57, 61})
  void keysThatComeAndGoMeanwhileDisturbNoOthers() {
    for (long seed = 0; seed < 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ListingInMemory source = filled(new ListingInMemory().pages(8), 300);
      ListingInMemory destination = filled(new ListingInMemory().pages(5), 300);
      source.beforeEach(() -> {
        source.put("k" + random.nextInt(300) + "-new", ONE);
        source.remove("k" + random.nextInt(300) + "-new");
      });

      ScanFixture.Found found = new ScanFixture(seed).scan(source, destination);

      assertThat(found.failures()).isEmpty();
      assertThat(found.equal()).hasSize(300);
      assertThat(found.onlyDestination()).isEmpty();
      assertThat(found.onlySource()).allMatch(key -> key.endsWith("-new"));
    }
  }

  @Test
  void whatNobodyForesawEndsTheScan() {
    ListingInMemory good = filled(new ListingInMemory().pages(10), 300);
    for (int page : List.of(0, 5)) {
      AtomicInteger pages = new AtomicInteger();
      Error noMemory = new OutOfMemoryError("Java heap space");
      ObjectLister failing =
          request -> {
            if (pages.getAndIncrement() >= page) {
              throw noMemory;
            }
            return good.list(request);
          };
      assertThatThrownBy(() -> new ScanFixture(page).scan(good, failing)).isSameAs(noMemory);
      assertThatThrownBy(() -> new ScanFixture(page).scan(failing, good)).isSameAs(noMemory);
    }
  }

  @Test
  void aFullDiskEndsTheScanWithItsMessage() {
    ListingInMemory source = new ListingInMemory();
    ListingInMemory destination = filled(new ListingInMemory(), 3000);
    ScanPlan plan =
        ScanPlan.of(source, destination, fixture.scope(), ScanFixture.BY_ETAG, fixture.limits);

    assertThatThrownBy(() ->
            fixture.simulation.run(() ->
                new Scan(
                        plan,
                        fixture.simulation.workers(),
                        fixture.patience(),
                        () -> {
                          throw new IOException("the disk is full");
                        },
                        fixture.progress)
                    .runKeepingBack(_ -> {})))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("the disk is full");
  }

  private static ListingInMemory filled(ListingInMemory listing, int count) {
    for (int number = 0; number < count; number++) {
      listing.put("k" + number, ONE);
    }
    return listing;
  }
}
