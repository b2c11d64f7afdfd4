package dev.longhaul.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.transfer.PartLayout.OnePut;
import dev.longhaul.transfer.PartLayout.Parts;
import dev.longhaul.transfer.PartLayout.TooLarge;
import dev.longhaul.transfer.SourceParts.Counted;
import dev.longhaul.transfer.SourceParts.Listed;
import dev.longhaul.transfer.SourceParts.Single;
import dev.longhaul.transfer.SourceParts.Uniform;
import dev.longhaul.transfer.SourceParts.Unmatchable;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutRuleTest {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;
  private static final long TIB = 1L << 40;
  private static final StoreLimits AMAZON = StoreLimits.AMAZON;

  @Test
  @Hazard(38)
  void writesASinglePutSourceByOnePutUpTo64Mib() {
    for (long size : new long[] {0, 1, 16 * MIB, 64 * MIB}) {
      assertThat(decide(size, new Single())).isEqualTo(new OnePut(size));
    }
    assertThat(parts(64 * MIB + 1, new Single()).count()).isEqualTo(5);
  }

  @Test
  void holdsBackFromLargePutsWhereETagsCannotBeEqual() {
    assertThat(decide(16 * MIB, new Unmatchable())).isEqualTo(new OnePut(16 * MIB));
    assertThat(parts(16 * MIB + 1, new Unmatchable()).count()).isEqualTo(2);
  }

  @Test
  @Hazard(37)
  void staysWithinTheLimitsAtEveryBoundary() {
    long largest = AMAZON.maxObject();
    assertThat(largest).isEqualTo(10_000 * 5 * GIB).isGreaterThan((long) (48.8 * TIB));
    for (long size :
        new long[] {
          5 * GIB - 1,
          5 * GIB,
          5 * GIB + 1,
          9_990 * 16 * MIB,
          9_990 * 16 * MIB + 1,
          5 * TIB - 1,
          5 * TIB,
          5 * TIB + 1,
          9_990 * 5 * GIB,
          9_990 * 5 * GIB + 1,
          largest - 1,
          largest
        }) {
      Parts parts = parts(size, new Single());
      assertSound(parts, size, AMAZON);
    }
    assertThat(decide(largest + 1, new Single())).isInstanceOf(TooLarge.class);
    assertThat(decide(largest + 1, new Counted(10_000))).isInstanceOf(TooLarge.class);
  }

  @Test
  @Hazard(37)
  void staysWithinAThousandParts() {
    StoreLimits few = AMAZON.withMaxParts(1_000);
    for (long size : new long[] {990 * 16 * MIB, 990 * 16 * MIB + 1, GIB * 100, 5 * TIB / 2}) {
      assertSound((Parts) LayoutRule.decide(size, new Single(), few), size, few);
    }
    assertThat(LayoutRule.decide(1_000 * 5 * GIB, new Single(), few)).isInstanceOf(Parts.class);
    assertThat(LayoutRule.decide(1_000 * 5 * GIB + 1, new Single(), few))
        .isInstanceOf(TooLarge.class);
  }

  @Test
  void saysWhyAnObjectIsTooLargeAndWhatToDo() {
    TooLarge tooLarge = (TooLarge) decide(AMAZON.maxObject() + 1, new Single());
    assertThat(tooLarge.message()).contains("53,687,091,200,001").contains("53,687,091,200,000");
    assertThat(tooLarge.remedy()).isNotBlank();
  }

  @Test
  @Hazard(38)
  void keepsUniformBoundaries() {
    Parts parts = parts(3 * 8 * MIB + 1, new Uniform(4, 8 * MIB));
    assertThat(parts.count()).isEqualTo(4);
    assertThat(parts.partSize()).isEqualTo(8 * MIB);
    assertThat(parts.length(4)).isEqualTo(1);
    assertThat(parts.range(4).first()).isEqualTo(24 * MIB);
    assertThat(parts.isExact()).isFalse();
    assertThat(parts(8 * MIB + 5, new Uniform(2, 8 * MIB)).isExact()).isTrue();
  }

  @Test
  @Hazard(38)
  void keepsUnevenBoundaries() {
    List<Long> sizes = List.of(5 * MIB, 9 * MIB, 5 * MIB + 3, 30 * MIB, 7L);
    long size = sizes.stream().mapToLong(Long::longValue).sum();
    Parts parts = parts(size, new Listed(sizes));
    assertThat(parts.count()).isEqualTo(5);
    assertThat(parts.partSize()).isZero();
    assertThat(parts.isExact()).isTrue();
    assertThat(parts.length(3)).isEqualTo(5 * MIB + 3);
    assertThat(parts.start(5)).isEqualTo(size - 7);
    assertThat(parts.longest()).isEqualTo(30 * MIB);
    assertSound(parts, size, AMAZON);
  }

  @Test
  @Hazard(38)
  void writesAOnePartUploadAsOnePart() {
    for (long size : new long[] {0, 1, 3 * MIB, 5 * GIB}) {
      Parts told = parts(size, new Uniform(1, size));
      assertThat(told.count()).isEqualTo(1);
      assertThat(told.length(1)).isEqualTo(size);
      assertThat(told.isExact()).isTrue();
      assertThat(parts(size, new Counted(1))).isEqualTo(told);
    }
  }

  @Test
  void guessesAUsualPartSizeWhenTheStoreDoesNotTell() {
    assertThat(parts(100 * MIB, new Counted(13)).partSize()).isEqualTo(8 * MIB);
    assertThat(parts(100 * MIB, new Counted(20)).partSize()).isEqualTo(5 * MIB);
    assertThat(parts(77 * MIB, new Counted(7)).partSize()).isEqualTo(11 * MIB);
    assertThat(parts(77 * MIB, new Counted(7)).isExact()).isFalse();
  }

  @Test
  void makesItsOwnBoundariesWhereTheSourcesOnesCannotBe() {
    // Parts below the destination's minimum, too many parts, sizes that do not add up.
    assertThat(decide(3 * MIB, new Listed(List.of(MIB, 2 * MIB)))).isEqualTo(new OnePut(3 * MIB));
    assertThat(parts(100 * MIB, new Uniform(100, MIB)).count()).isEqualTo(7);
    StoreLimits few = AMAZON.withMaxParts(1_000);
    assertSound(
        (Parts) LayoutRule.decide(16 * GIB, new Uniform(2048, 8 * MIB), few), 16 * GIB, few);
    assertThat(parts(100 * MIB, new Listed(List.of(50 * MIB, 49 * MIB))).count()).isEqualTo(7);
    assertThat(parts(100 * MIB, new Uniform(9, 50 * MIB)).count()).isEqualTo(7);
    assertThat(parts(100 * MIB, new Counted(60)).count()).isEqualTo(7);
  }

  private static void assertSound(Parts parts, long size, StoreLimits limits) {
    assertThat(parts.fits(limits)).as("%s for %d bytes", parts, size).isTrue();
    long end = 0;
    for (int number = 1; number <= parts.count(); number++) {
      assertThat(parts.start(number)).isEqualTo(end);
      assertThat(parts.length(number)).isPositive();
      end += parts.length(number);
    }
    assertThat(end).isEqualTo(size).isEqualTo(parts.size());
  }

  private static PartLayout decide(long size, SourceParts source) {
    return LayoutRule.decide(size, source, AMAZON);
  }

  private static Parts parts(long size, SourceParts source) {
    PartLayout layout = decide(size, source);
    assertThat(layout).isInstanceOf(Parts.class);
    return (Parts) layout;
  }
}
