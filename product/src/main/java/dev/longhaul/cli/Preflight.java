package dev.longhaul.cli;

import dev.longhaul.effect.Randomness;
import dev.longhaul.effect.Workers;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.BucketFacts;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.Precondition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What is looked at before a route is worked on: both buckets answer, they are not one, and the
/// clocks agree. Both sides are asked at once.
final class Preflight {
  private static final Duration LARGE_SKEW = Duration.ofMinutes(4);
  private final Opened source;
  private final Opened destination;
  private final Workers workers;

  Preflight(Opened source, Opened destination, Workers workers) {
    this.source = source;
    this.destination = destination;
    this.workers = workers;
  }

  /// Asks both sides. Returns remarks for the operator.
  ///
  /// @throws UsageException when the route would feed on itself
  /// @throws dev.longhaul.store.StoreException when a side does not answer as it should
  List<String> check() {
    Overlap.find(source, destination)
        .ifPresent(loop -> {
          throw new UsageException(loop);
        });
    try (Workers.Group group = workers.open("preflight")) {
      Workers.Job<BucketFacts> other = group.start(destination.store().inspector()::headBucket);
      List<String> remarks = new ArrayList<>(skew(source, source.store().inspector().headBucket()));
      remarks.addAll(skew(destination, other.join()));
      return remarks;
    }
  }

  private static List<String> skew(Opened side, BucketFacts facts) {
    Duration ahead = facts.clockAhead();
    if (ahead == null || ahead.abs().compareTo(LARGE_SKEW) < 0) {
      return List.of();
    }
    return List.of(
        "the clock of the "
            + side.name()
            + " is "
            + TimeSpan.text(ahead.abs())
            + (ahead.isNegative() ? " behind" : " ahead of")
            + " ours; requests are refused from 5 minutes on");
  }

  /// Where two buckets have one name, writes a canary to the destination and looks for it at the
  /// source: addresses do not tell whether two of them lead to one bucket (H14).
  ///
  /// @throws UsageException when it shows up there
  void guard(Randomness randomness) {
    String name = source.store().address().bucket();
    if (!name.equals(destination.store().address().bucket())
        || !Overlap.touch(source.prefix(), destination.prefix())) {
      return;
    }
    ObjectKey canary =
        ObjectKey.of(
            destination.prefix().text() + ".longhaul-probe/" + randomness.token() + "/canary");
    destination
        .store()
        .writer()
        .put(
            canary,
            ObjectAttributes.of(Metadata.NONE, Tags.NONE),
            Body.of(new byte[0], BodyDigest.NONE),
            new Precondition.None());
    try {
      if (source.store().reader().head(canary) instanceof Lookup.Found) {
        throw new UsageException(
            "an object written to "
                + destination.location()
                + " showed up in "
                + source.location()
                + ": both are one bucket, or the destination is replicated back; nothing was done");
      }
    } finally {
      destination.store().writer().delete(canary, new Precondition.None());
    }
  }
}
