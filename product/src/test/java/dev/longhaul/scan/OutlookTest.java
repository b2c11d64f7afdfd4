package dev.longhaul.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.longhaul.object.ObjectKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutlookTest {
  private static double left(String first, String last, String ceiling) {
    Alphabet digits = Alphabet.EMPTY.with(List.of(ListingInMemory.entry("0123456789", "e")));
    return new Outlook(ObjectKey.of(first), ObjectKey.of(last), ObjectKey.of(ceiling), digits)
        .left();
  }

  @Test
  void whereTenOfAHundredAreListedNineTimesAsManyAreLeft() {
    assertThat(left("000", "100", "999")).isCloseTo(9, within(0.2));
    assertThat(left("log-000", "log-500", "log-999")).isCloseTo(1, within(0.1));
  }

  @Test
  void whatAllKeysHaveInCommonDoesNotMatter() {
    assertThat(left("a/0/000", "a/0/250", "a/0/999")).isEqualTo(left("000", "250", "999"));
  }

  @Test
  void aKeyThatHardlyMovedLeavesMuch() {
    assertThat(left("0000001", "0000002", "9")).isGreaterThan(1000);
  }

  @Test
  void whereTheAlphabetTellsNothingAsMuchIsLeftAsWasListed() {
    assertThat(left("（a", "（b", "𐀀")).isEqualTo(1);
  }
}
