package dev.longhaul.store.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.store.calls.ConcurrencyLimit.Bounds;
import dev.longhaul.store.calls.ConcurrencyLimit.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// The law, against models of links and stores: half a second is one sample.
class ConcurrencyLimitTest {
  private static final long WINDOW = 500_000_000;

  /// How soon a store next door answers.
  private static final long NEAR = 2_000_000;

  private ConcurrencyLimit limit = ConcurrencyLimit.of(Bounds.DEFAULT);

  /// What a link moves in a window: so many bytes per stream, up to what it holds.
  private static Sample link(int streams, double perStream, double capacity) {
    return new Sample(WINDOW, 0, (long) Math.min(streams * perStream, capacity), 0, true, NEAR);
  }

  /// The numbers of streams that follow from so many samples of a model.
  private List<Integer> play(int samples, IntFunction<Sample> model) {
    List<Integer> streams = new ArrayList<>();
    for (int sample = 0; sample < samples; sample++) {
      limit = limit.after(model.apply(limit.streams()));
      streams.add(limit.streams());
    }
    return streams;
  }

  @Test
  @Hazard(65)
  void climbsWithinSecondsOnAnEmptyLink() {
    List<Integer> streams = play(14, now -> link(now, 1e6, 1e12));
    assertThat(streams.getLast()).isEqualTo(Bounds.DEFAULT.max());
    assertThat(streams).isSorted();
  }

  @Test
  @Hazard(65)
  void beginsWithMoreTheLongerTheWayIs() {
    List<Integer> near = play(1, _ -> new Sample(WINDOW, 3, 0, 0, false, NEAR));
    assertThat(near).containsExactly(Bounds.DEFAULT.start());
    limit = ConcurrencyLimit.of(Bounds.DEFAULT);
    List<Integer> far = play(1, _ -> new Sample(WINDOW, 3, 0, 0, false, 200_000_000));
    assertThat(far).containsExactly(400);
    limit = ConcurrencyLimit.of(Bounds.DEFAULT);
    List<Integer> farther = play(1, _ -> new Sample(WINDOW, 3, 0, 0, false, 5_000_000_000L));
    assertThat(farther).containsExactly(Bounds.DEFAULT.max());
  }

  @Test
  void comesDownFromABeginningThatTheStoreDoesNotBear() {
    play(1, _ -> new Sample(WINDOW, 3, 0, 0, false, 200_000_000));
    List<Integer> streams =
        play(
            10,
            now ->
                now > 100
                    ? new Sample(WINDOW, 100, 0, now - 100, true, 200_000_000)
                    : link(now, 1e6, 100e6));
    assertThat(streams).allMatch(now -> now <= 400).contains(280);
    assertThat(streams.getLast()).isLessThan(300);
  }

  @Test
  void restsAtTheFootOfThePlateauAndTriesAStepAround() {
    for (int knee : new int[] {5, 10, 48, 60, 100, 130, 200}) {
      limit = ConcurrencyLimit.of(Bounds.DEFAULT);
      play(400, now -> link(now, 1e6, knee * 1e6));
      List<Integer> settled = play(200, now -> link(now, 1e6, knee * 1e6));
      assertThat(settled)
          .as("knee %d", knee)
          .allSatisfy(streams ->
              assertThat(streams).isBetween(knee * 3 / 4, Math.max(knee + 2, knee * 4 / 3)));
      long tries = settled.stream().filter(now -> now < knee).count();
      assertThat(tries).as("samples that cost something").isLessThan(40);
    }
  }

  @Test
  void goesDownFromAStartThatIsTooHighWithoutBeingThrottled() {
    List<Integer> streams = play(60, now -> link(now, 1e6, 8e6));
    assertThat(streams.getLast()).isLessThanOrEqualTo(10);
  }

  @Test
  void doesNotGoDownWhileTheRunIsYoung() {
    List<Integer> streams = play(12, now -> link(now, 1e6, 8e6));
    assertThat(streams).allMatch(now -> now >= 48);
  }

  @Test
  void staysWhereEachStreamCountsHoweverItTries() {
    SplittableRandom random = new SplittableRandom(7);
    play(40, now -> link(now, 1e6, 1e12));
    List<Integer> streams =
        play(
            5_000,
            now -> {
              double noise = 1 + (random.nextDouble() - 0.5) * 0.1;
              return link(now, 1e6 * noise, 1e12);
            });
    assertThat(streams).allMatch(now -> now >= 190);
    assertThat(streams.stream().mapToInt(Integer::intValue).average().orElseThrow())
        .isGreaterThan(245);
  }

  @Test
  void neverDriftsFarByChanceAlone() {
    SplittableRandom random = new SplittableRandom(5);
    List<Integer> streams =
        play(
            5_000,
            now -> {
              double noise = 1 + (random.nextDouble() - 0.5) * 0.04;
              return link(now, 1e6 * noise, 60e6 * noise);
            });
    assertThat(streams.subList(100, 5_000)).allMatch(now -> now >= 40 && now <= 80);
  }

  @Test
  void smallObjectsCountByTheirNumber() {
    List<Integer> streams =
        play(14, now -> new Sample(WINDOW, now * 20L, now * 20L * 100, 0, true, NEAR));
    assertThat(streams.getLast()).isEqualTo(Bounds.DEFAULT.max());
  }

  @Test
  @Hazard(64)
  void stepsDownWhenThrottledUntilItIsBorne() {
    IntFunction<Sample> store =
        now ->
            now > 20
                ? new Sample(WINDOW, 100, (long) 20e6, now - 20, true, NEAR)
                : link(now, 1e6, 20e6);
    List<Integer> first = play(20, store);
    assertThat(first.getLast()).isLessThanOrEqualTo(20);
    List<Integer> later = play(400, store);
    assertThat(later.stream().filter(now -> now > 20).count()).isLessThan(40);
    assertThat(later).allMatch(now -> now >= 10);
  }

  @Test
  @Hazard(64)
  void oneStormIsPunishedOnce() {
    Sample storm = new Sample(WINDOW, 10, 0, 10, true, NEAR);
    assertThat(play(4, now -> storm)).containsOnly((int) (48 * 0.7));
    assertThat(play(1, now -> storm)).as("another one").containsOnly((int) (48 * 0.7 * 0.7));
  }

  @Test
  @Hazard(64)
  void comesBackAfterTenMinutesOfThrottling() {
    play(1_200, now -> new Sample(WINDOW, 10, 0, 10, true, NEAR));
    assertThat(limit.streams()).isEqualTo(Bounds.DEFAULT.min());
    play(1_200, now -> link(now, 1e6, 1e12));
    assertThat(limit.streams()).isGreaterThan(100);
  }

  @Test
  void learnsNothingWhileItLimitsNothing() {
    play(1, _ -> new Sample(WINDOW, 3, 1_000, 0, false, NEAR));
    ConcurrencyLimit before = limit;
    play(50, now -> new Sample(WINDOW, 3, 1_000, 0, false, NEAR));
    assertThat(limit).isEqualTo(before);
  }

  @Test
  void neverLeavesItsBounds() {
    SplittableRandom random = new SplittableRandom(1);
    Bounds bounds = new Bounds(2, 3, 9);
    limit = ConcurrencyLimit.of(bounds);
    List<Integer> streams =
        play(
            10_000,
            _ ->
                new Sample(
                    random.nextLong(1, WINDOW),
                    random.nextInt(50),
                    random.nextLong(1_000_000_000),
                    random.nextInt(8) == 0 ? 1 : 0,
                    random.nextBoolean(),
                    random.nextLong(WINDOW)));
    assertThat(streams).allMatch(now -> now >= 2 && now <= 9).contains(2, 4);
  }

  @Test
  void boundsThatDoNotRiseAreRefused() {
    assertThatThrownBy(() -> new Bounds(0, 1, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Bounds(4, 3, 9)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Bounds(4, 9, 8)).isInstanceOf(IllegalArgumentException.class);
  }
}
