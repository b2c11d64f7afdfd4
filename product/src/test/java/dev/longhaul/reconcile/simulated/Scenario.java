package dev.longhaul.reconcile.simulated;

import dev.longhaul.store.memory.Quirk;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// What one seed is about: how many work, on which stores, and what goes wrong.
///
/// @param workers processes that reconcile at once
/// @param source ways in which the source differs from Amazon S3
/// @param destination ways in which the destination does
/// @param faults whether requests are throttled and answers lost
/// @param crashes whether processes die between two requests, perhaps after a long silence
/// @param losesEvents whether some changes are never told
/// @param hot whether all writes go to one key and are much alike, so that races are frequent
record Scenario(
    int workers,
    Set<Quirk> source,
    Set<Quirk> destination,
    boolean faults,
    boolean crashes,
    boolean losesEvents,
    boolean hot) {
  private static final List<Quirk> DESTINATION_QUIRKS =
      List.of(
          Quirk.VERSIONED,
          Quirk.IGNORES_PUT_IF_ABSENT,
          Quirk.IGNORES_PUT_IF_MATCH,
          Quirk.IGNORES_COMPLETE_IF_ABSENT,
          Quirk.IGNORES_COMPLETE_IF_MATCH,
          Quirk.IGNORES_DELETE_IF_MATCH,
          Quirk.OPAQUE_ETAGS,
          Quirk.OPAQUE_MULTIPART_ETAGS,
          Quirk.IGNORES_CONTENT_MD5,
          Quirk.IGNORES_CHECKSUMS,
          Quirk.ADDS_NO_CHECKSUM,
          Quirk.NO_TAG_COUNT,
          Quirk.NO_PART_FACTS,
          Quirk.DATED_BY_INITIATION);

  private static final List<Quirk> SOURCE_QUIRKS =
      List.of(
          Quirk.VERSIONED,
          Quirk.OPAQUE_ETAGS,
          Quirk.ADDS_NO_CHECKSUM,
          Quirk.NO_TAG_COUNT,
          Quirk.NO_PART_FACTS);

  /// A third of all seeds meets two stores like Amazon S3, the others any mixture.
  static Scenario of(long seed) {
    SplittableRandom dice = new SplittableRandom(seed);
    boolean plain = dice.nextInt(3) == 0;
    return new Scenario(
        1 + dice.nextInt(3),
        plain ? Set.of() : some(SOURCE_QUIRKS, dice),
        plain ? Set.of() : some(DESTINATION_QUIRKS, dice),
        dice.nextBoolean(),
        dice.nextBoolean(),
        dice.nextInt(4) == 0,
        dice.nextBoolean());
  }

  private static Set<Quirk> some(List<Quirk> all, SplittableRandom dice) {
    Set<Quirk> chosen = EnumSet.noneOf(Quirk.class);
    for (Quirk quirk : all) {
      if (dice.nextInt(4) == 0) {
        chosen.add(quirk);
      }
    }
    return chosen;
  }

  /// Whether nothing is lost for good, so that no further pass is needed to be equal.
  boolean losesNothing() {
    return !crashes && !losesEvents;
  }
}
