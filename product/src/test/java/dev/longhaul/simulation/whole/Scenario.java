package dev.longhaul.simulation.whole;

import dev.longhaul.store.memory.Quirk;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// What one seed is about.
///
/// @param processes how many work on the route; two are a mistake, each has a ledger of its own
/// @param workers keys that a process reconciles at once
/// @param source ways in which the source differs from Amazon S3
/// @param destination ways in which the destination does
/// @param mishaps what goes wrong
/// @param keys that the source's owner writes to; few of them make races frequent
/// @param grace how long a key must be absent before it is deleted
/// @param prefix what the destination's keys begin with
record Scenario(
    int processes,
    int workers,
    Set<Quirk> source,
    Set<Quirk> destination,
    Set<Mishap> mishaps,
    int keys,
    Duration grace,
    String prefix) {
  /// Quirks that destinations have.
  static final List<Quirk> DESTINATION_QUIRKS =
      List.of(
          Quirk.VERSIONED,
          Quirk.IGNORES_PUT_IF_ABSENT,
          Quirk.IGNORES_PUT_IF_MATCH,
          Quirk.IGNORES_COMPLETE_IF_ABSENT,
          Quirk.IGNORES_COMPLETE_IF_MATCH,
          Quirk.IGNORES_DELETE_IF_MATCH,
          Quirk.OVERLOOKS_PRECONDITIONS,
          Quirk.OPAQUE_ETAGS,
          Quirk.OPAQUE_MULTIPART_ETAGS,
          Quirk.IGNORES_CONTENT_MD5,
          Quirk.IGNORES_CHECKSUMS,
          Quirk.ECHOES_NO_CHECKSUM,
          Quirk.ADDS_NO_CHECKSUM,
          Quirk.NO_TAG_COUNT,
          Quirk.NO_PART_FACTS,
          Quirk.UNORDERED_LISTING,
          Quirk.DATED_BY_INITIATION,
          Quirk.ABORT_TAKES_OBJECT);

  /// Those of them that the engine keeps clear of once a probe told of them, so that no store ever
  /// shows them.
  static final List<Quirk> AVOIDED =
      List.of(
          Quirk.IGNORES_DELETE_IF_MATCH, Quirk.OPAQUE_MULTIPART_ETAGS, Quirk.IGNORES_CONTENT_MD5);

  /// Quirks that sources have.
  static final List<Quirk> SOURCE_QUIRKS =
      List.of(
          Quirk.VERSIONED,
          Quirk.OPAQUE_ETAGS,
          Quirk.ADDS_NO_CHECKSUM,
          Quirk.NO_TAG_COUNT,
          Quirk.NO_PART_FACTS,
          Quirk.UNORDERED_LISTING,
          Quirk.DATED_BY_INITIATION);

  /// A third of all seeds meets two stores like Amazon S3, the others any mixture; a few meet no
  /// mishap at all.
  static Scenario of(long seed) {
    SplittableRandom dice = new SplittableRandom(seed * 31 + 7);
    boolean plain = dice.nextInt(3) == 0;
    Set<Quirk> source = plain ? Set.of() : some(SOURCE_QUIRKS, Quirk.class, dice);
    Set<Quirk> destination = plain ? Set.of() : some(DESTINATION_QUIRKS, Quirk.class, dice);
    Set<Mishap> mishaps = some(List.of(Mishap.values()), Mishap.class, dice);
    if (mishaps.contains(Mishap.FALSE_ABSENCE)) {
      // Two lies that agree cannot be told from the truth.
      mishaps.remove(Mishap.STALE_LISTINGS);
    }
    if (source.contains(Quirk.OPAQUE_ETAGS)) {
      // Where a source vouches for nothing, only the wire's own checks are left.
      mishaps.remove(Mishap.FLIPPED_BITS);
    }
    return new Scenario(
        dice.nextInt(8) == 0 ? 2 : 1,
        1 + dice.nextInt(5),
        source,
        destination,
        mishaps,
        dice.nextBoolean() ? 2 : 2 + dice.nextInt(World.NAMES.size() - 2),
        Duration.ofSeconds(Math.max(0, dice.nextInt(4) - 1) * 30L),
        dice.nextBoolean() ? "" : "kept/");
  }

  private static <E extends Enum<E>> Set<E> some(
      List<E> all, Class<E> type, SplittableRandom dice) {
    Set<E> chosen = EnumSet.noneOf(type);
    for (E one : all) {
      if (dice.nextInt(4) == 0) {
        chosen.add(one);
      }
    }
    return chosen;
  }

  boolean has(Mishap mishap) {
    return mishaps.contains(mishap);
  }

  /// Whether events and one first audit make both sides equal: no event is lost, nothing changes
  /// behind the back of whoever proved a key, and listings show what nobody tells of.
  boolean needsNoAudit() {
    return processes == 1
        && !has(Mishap.LOST_EVENTS)
        && !has(Mishap.LATE_COMMITS)
        && !has(Mishap.STALE_LISTINGS);
  }
}
