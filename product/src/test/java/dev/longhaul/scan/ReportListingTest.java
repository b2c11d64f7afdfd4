package dev.longhaul.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.ListingPage;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.ObjectLister;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Hazard(63)
final class ReportListingTest {
  private static List<ListedObject> list(ObjectLister lister, ListingRequest first) {
    List<ListedObject> all = new ArrayList<>();
    ListingRequest request = first;
    while (true) {
      ListingPage page = lister.list(request);
      assertThat(page.ascending()).isTrue();
      assertThat(page.objects()).hasSizeLessThanOrEqualTo(first.maxKeys());
      all.addAll(page.objects());
      String token = page.nextToken();
      if (token == null) {
        return all;
      }
      assertThat(page.objects()).isNotEmpty();
      request = request.next(token);
    }
  }

  private static @Nullable ObjectKey key(SplittableRandom random, int count) {
    return random.nextInt(3) == 0 ? null : ObjectKey.of("k" + random.nextInt(2 * count + 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 700, ReportListing.MOST_MARKS * 3})
  void listsAsABucketWithTheSameKeysWould(int count) {
    SplittableRandom random = new SplittableRandom(count);
    ScratchInMemory scratch = new ScratchInMemory();
    ListingInMemory bucket = new ListingInMemory();
    try (SortedListing sorted = new SortedListing(scratch, 40_000)) {
      for (int number = 0; number < count; number++) {
        ListedObject object = ListingInMemory.entry("k" + random.nextInt(2 * count), "e" + number);
        sorted.add(List.of(object));
        bucket.put(object);
      }
      sorted.seal();
      try (ReportListing listing = ReportListing.of(sorted, scratch)) {
        for (int tries = 0; tries < 30; tries++) {
          String prefix = random.nextInt(2) == 0 ? "" : "k" + random.nextInt(20);
          ListingRequest request =
              new ListingRequest(
                  KeyPrefix.of(prefix), key(random, count), null, 100 + random.nextInt(901));
          assertThat(list(listing, request)).isEqualTo(list(bucket, request));
        }
      }
    }
    assertThat(scratch.isAllGivenBack()).isTrue();
  }
}
