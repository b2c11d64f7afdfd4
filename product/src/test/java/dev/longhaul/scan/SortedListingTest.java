package dev.longhaul.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Hazard(58)
final class SortedListingTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 300, 5000})
  void sortsAnyNumberOfRunsAndKeepsWhatWasListedLast(int count) {
    SplittableRandom random = new SplittableRandom(count);
    ScratchInMemory scratch = new ScratchInMemory();
    TreeMap<ObjectKey, ListedObject> expected = new TreeMap<>();
    List<ListedObject> taken = new ArrayList<>();
    try (SortedListing sorted = new SortedListing(scratch, 4000)) {
      for (int number = 0; number < count; number++) {
        String key = "k" + random.nextInt(2 * count);
        ListedObject object = ListingInMemory.entry(key, "e" + number);
        sorted.add(List.of(object));
        expected.put(object.key(), object);
      }
      sorted.seal();
      for (Optional<List<ListedObject>> page = sorted.next();
          page.isPresent();
          page = sorted.next()) {
        taken.addAll(page.get());
      }
    }

    assertThat(taken).containsExactlyElementsOf(expected.values());
    assertThat(scratch.isAllGivenBack()).isTrue();
  }

  @Test
  void movesToScratchWhatIsTooMuchToHold() {
    ScratchInMemory scratch = new ScratchInMemory();
    List<ListedObject> added = new ArrayList<>();
    try (Spill spill = new Spill(scratch)) {
      for (int number = 0; number < 3000; number++) {
        ListedObject object = ListingInMemory.entry("key \u0000 \u20AC " + number, "e" + number);
        added.add(object);
        spill.add(object);
      }
      spill.seal();

      List<ListedObject> read = new ArrayList<>();
      try (Spill.Reader reader = spill.read()) {
        for (ListedObject object = reader.next(); object != null; object = reader.next()) {
          read.add(object);
        }
      }
      assertThat(read).isEqualTo(added);
      assertThat(spill.size()).isEqualTo(3000);
      assertThat(scratch.made()).isEqualTo(1);
    }
    assertThat(scratch.isAllGivenBack()).isTrue();
  }
}
