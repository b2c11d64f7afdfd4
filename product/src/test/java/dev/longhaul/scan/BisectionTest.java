package dev.longhaul.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.ListingRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BisectionTest {
  @ParameterizedTest
  @EnumSource(KeysOf.class)
  @Hazard({52, 58})
  void cutsInsideAndAtCharactersThatEveryStoreOrdersAlike(KeysOf keys) {
    int cuts = 0;
    for (long seed = 0; seed < 2000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<ListedObject> some = new ArrayList<>();
      for (int number = 0; number < 4; number++) {
        some.add(ListingInMemory.entry(keys.key(random.nextInt(100), random), "e"));
      }
      some.sort((one, other) -> one.key().compareTo(other.key()));
      ObjectKey first = some.get(0).key();
      ObjectKey last = some.get(2).key();
      ObjectKey ceiling = random.nextBoolean() ? null : some.get(3).key();
      int varies = random.nextInt(-1, 4);
      Alphabet alphabet = Alphabet.EMPTY.with(some);
      var cut = new Bisection(first, first, last, ceiling, varies, alphabet).cut();
      if (cut.isPresent()) {
        cuts++;
        assertThat(cut.get()).isGreaterThan(last);
        if (ceiling != null) {
          assertThat(cut.get()).isLessThan(ceiling);
        }
        int[] characters = cut.get().text().codePoints().toArray();
        assertThat(Bisection.isPolite(characters[characters.length - 1])).isTrue();
        assertThat(ObjectKey.of(cut.get().text())).isEqualTo(cut.get());
      }
    }
    assertThat(cuts).isGreaterThan(500);
  }

  @Test
  void asksFirstWhetherAnythingIsBeyondWhatAllKeysShare() {
    assertThat(cut("logs/2020/01", "logs/2020/07", null)).isEqualTo("logs/2020/1");
  }

  @Test
  void cutsInTheMiddleOfTheCharactersOnceTheyAreKnownToDiffer() {
    assertThat(cut("obj-1", "obj-2", "obj.")).isEqualTo("obj-6");
  }

  @Test
  @Hazard(58)
  void keepsACharacterWhoseOrderDiffersOnlyAfterAskingWhatIsBeyondIt() {
    assertThat(cut("（a）/1", "（a）/2", null)).isEqualTo("\uD800\uDC00");
    assertThat(cut("（a）/1", "（a）/2", "\uD800\uDC00")).isEqualTo("（a\uD800\uDC00");
    assertThat(cut("（a）/1", "（a）/2", "（a\uD800\uDC00")).isEqualTo("（a）0");
  }

  @Test
  @Hazard(52)
  void startsBeforeAKeyThatIsTooLongWithThePrefix() {
    ListingSide side =
        new ListingSide(
            ListingSide.Name.SOURCE,
            _ -> {
              throw new AssertionError("not listed");
            },
            KeyPrefix.of("p".repeat(1022)));

    ListingRequest request = side.pageAfter(ObjectKey.of("aé"));

    assertThat(Objects.requireNonNull(request.startAfter()).text())
        .isEqualTo("p".repeat(1022) + "a");
  }

  private static String cut(String first, String last, @Nullable String ceiling) {
    List<ListedObject> digits = new ArrayList<>();
    for (int digit = 0; digit < 10; digit++) {
      digits.add(ListingInMemory.entry("" + digit, "e"));
    }
    Alphabet alphabet = Alphabet.EMPTY;
    for (ListedObject digit : digits) {
      alphabet = alphabet.with(List.of(digit));
    }
    ObjectKey top = ceiling == null ? null : ObjectKey.of(ceiling);
    ObjectKey begin = ObjectKey.of(first);
    return new Bisection(begin, begin, ObjectKey.of(last), top, -1, alphabet)
        .cut()
        .orElseThrow()
        .text();
  }
}
