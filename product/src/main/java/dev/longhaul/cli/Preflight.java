package dev.longhaul.cli;

import dev.longhaul.config.TimeSpan;
import dev.longhaul.effect.Randomness;
import dev.longhaul.effect.Workers;
import dev.longhaul.store.BucketFacts;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectAttributes.Encryption;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.WriteAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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

  /// What both buckets said.
  ///
  /// @param remarks for the operator
  record Seen(BucketFacts source, BucketFacts destination, List<String> remarks) {}

  /// Asks both sides.
  ///
  /// @throws UsageException when the route would feed on itself
  /// @throws dev.longhaul.store.StoreException when a side does not answer as it should
  Seen check() {
    Overlap.find(source, destination)
        .ifPresent(loop -> {
          throw new UsageException(loop);
        });
    try (Workers.Group group = workers.open("preflight")) {
      Workers.Job<BucketFacts> other = group.start(destination.store().inspector()::headBucket);
      BucketFacts ofSource = source.store().inspector().headBucket();
      BucketFacts ofDestination = other.join();
      List<String> remarks = new ArrayList<>(skew(source, ofSource));
      remarks.addAll(skew(destination, ofDestination));
      return new Seen(ofSource, ofDestination, remarks);
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

  /// Whether the prefixes are apart, so that not even one bucket would feed on itself.
  boolean isApart() {
    return !Overlap.touch(source.prefix(), destination.prefix());
  }

  /// Whether both buckets have one name: then they may be one, reached at two endpoints.
  boolean isOneName() {
    return source.store().address().bucket().equals(destination.store().address().bucket());
  }

  /// Writes a canary to the destination and looks for it at the source: neither names nor addresses
  /// tell whether two of them lead to one bucket (H14).
  ///
  /// @param later is given what removes the canary, which nobody has to wait for
  /// @return a remark where the source does not say whether it has the canary
  /// @throws UsageException when it shows up there
  Optional<String> guard(Encryption encryption, Randomness randomness, Consumer<Runnable> later) {
    LoopCanary canary = new LoopCanary(source, destination, randomness);
    switch (canary.put(encryption)) {
      case WriteAnswer.Written _ -> {}
      case WriteAnswer.Ambiguous(Failure why) -> throw new StoreException(why);
      case WriteAnswer.DigestRefused(String message) ->
          throw new StoreException(new Failure.Transient(message));
      case WriteAnswer.PreconditionFailed _ ->
          throw new StoreException(new Failure.Transient("a PUT without a condition was stopped"));
    }
    try {
      if (canary.showsAtSource()) {
        throw new UsageException(canary.loop() + "; nothing was done");
      }
      return Optional.empty();
    } catch (StoreException refused) {
      if (isOneName()) {
        throw refused;
      }
      return Optional.of(
          "whether both sides are one bucket is not known: " + refused.failure().message());
    } finally {
      later.accept(canary::remove);
    }
  }
}
