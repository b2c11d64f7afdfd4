package dev.longhaul.scan;

import dev.longhaul.ledger.Receipt;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.Tags;
import dev.longhaul.reconcile.Side;
import dev.longhaul.reconcile.Sight.Seen;
import dev.longhaul.reconcile.Verdict;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ObjectReader;
import dev.longhaul.store.StoreException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks at one key on both sides and says whether they are equal. Thread-safe; changes nothing.
///
/// Throws `StoreException` where a store gave no answer.
final class PairCheck {
  /// Looks at one key that keeps changing, before it cannot be told.
  private static final int MOST_LOOKS = 3;

  private static final int NOT_IMPLEMENTED = 501;

  private final VerifyPlan plan;

  PairCheck(VerifyPlan plan) {
    this.plan = plan;
  }

  /// Looks at a key.
  ///
  /// @param bytes whether its bytes are read on both sides whatever else is known
  Finding check(ObjectKey key, boolean bytes) {
    Optional<ObjectKey> mapped = plan.scan().scope().mapping().toDestination(key);
    if (mapped.isEmpty()) {
      return differs(key, Aspect.MISSING);
    }
    for (int looks = 0; looks < MOST_LOOKS; looks++) {
      Optional<Finding> finding = look(new Keys(key, mapped.get()), bytes);
      if (finding.isPresent()) {
        return finding.get();
      }
    }
    return new Finding.Unknown(key, "it changed again and again while it was looked at");
  }

  private record Keys(ObjectKey source, ObjectKey destination) {}

  private static Finding differs(ObjectKey key, Aspect aspect) {
    return new Finding.Differs(key, EnumSet.of(aspect));
  }

  private Optional<Finding> look(Keys keys, boolean bytes) {
    ObjectState from = head(plan.source(), keys.source());
    ObjectState to = isHoldable(keys, from) ? head(plan.destination(), keys.destination()) : null;
    if (from == null && to == null) {
      return Optional.of(new Finding.Equal(keys.source(), 0));
    }
    if (from == null || to == null) {
      Aspect aspect = from == null ? Aspect.EXTRA : Aspect.MISSING;
      return Optional.of(differs(keys.source(), aspect));
    }
    if (from.size() != to.size()) {
      return Optional.of(differs(keys.source(), Aspect.BYTES));
    }
    return compare(keys, Seen.of(from), Seen.of(to), bytes);
  }

  /// Under a key that the destination folds into another one, its answers are about that (H52).
  private boolean isHoldable(Keys keys, @Nullable ObjectState from) {
    long size = from == null ? 0 : from.size();
    return plan.equality().destination().refuses(keys.destination(), size).isEmpty();
  }

  private static @Nullable ObjectState head(ObjectReader reader, ObjectKey key) {
    return switch (reader.head(key)) {
      case Lookup.Found(ObjectState state) -> state;
      case Lookup.NotFound(boolean _) -> null;
    };
  }

  private Optional<Finding> compare(Keys keys, Seen from, Seen to, boolean bytes) {
    Pair pair = new Pair(keys, from, to);
    Receipt receipt = plan.scan().judge().receipts().apply(keys.source()).orElse(null);
    Verdict verdict = plan.equality().compare(from, to, receipt);
    boolean unproved = verdict instanceof Verdict.NotProved;
    if (!bytes && !(unproved && plan.thoroughness().deepShare() > 0)) {
      return Optional.of(finding(pair, receipt, plan.thoroughness().metadata()));
    }
    Optional<Boolean> same =
        ByteComparison.same(
            pinned(plan.source(), keys.source(), from),
            pinned(plan.destination(), keys.destination(), to));
    if (same.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(same.get() ? sameBytes(pair) : differs(keys.source(), Aspect.BYTES));
  }

  private static ByteComparison.Pinned pinned(ObjectReader reader, ObjectKey key, Seen seen) {
    return new ByteComparison.Pinned(reader, key, seen.state().incarnation());
  }

  /// The bytes were read and are the same: what is left are metadata, tags and class.
  private Finding sameBytes(Pair pair) {
    Receipt proved =
        new Receipt(pair.keys().source(), side(pair.from().state()), side(pair.to().state()));
    return switch (finding(pair, proved, true)) {
      case Finding.Equal(ObjectKey key, long _) ->
          new Finding.Equal(key, pair.from().state().size());
      case Finding.Differs(ObjectKey key, Set<Aspect> aspects)
          when aspects.contains(Aspect.BYTES) ->
          new Finding.Unknown(
              key, "the bytes read are the same, but the stores' own checksums say otherwise");
      case Finding.Differs differs -> differs;
      case Finding.Unknown unknown -> unknown;
    };
  }

  private static Receipt.Side side(ObjectState state) {
    return new Receipt.Side(
        state.etag(), state.size(), state.incarnation().lastModified().toEpochMilli());
  }

  /// Both objects of a key.
  private record Pair(Keys keys, Seen from, Seen to) {}

  private Finding finding(Pair pair, @Nullable Receipt receipt, boolean tags) {
    ObjectKey key = pair.keys().source();
    return switch (plan.equality().compare(pair.from(), pair.to(), receipt)) {
      case Verdict.Equal _ -> new Finding.Equal(key, 0);
      case Verdict.BytesDiffer() -> differs(key, Aspect.BYTES);
      case Verdict.OnlyAttributesDiffer(var _, var aspects) ->
          new Finding.Differs(key, aspects(aspects));
      case Verdict.NotProved() ->
          new Finding.Unknown(
              key,
              "neither checksums nor ETags nor a receipt show whether the bytes are the same;"
                  + " --deep reads them");
      case Verdict.TagsWanted(Side side) ->
          tags ? finding(withTags(pair, side), receipt, true) : new Finding.Equal(key, 0);
    };
  }

  private Pair withTags(Pair pair, Side side) {
    return switch (side) {
      case SOURCE ->
          new Pair(
              pair.keys(), withTags(plan.source(), pair.keys().source(), pair.from()), pair.to());
      case DESTINATION ->
          new Pair(
              pair.keys(),
              pair.from(),
              withTags(plan.destination(), pair.keys().destination(), pair.to()));
    };
  }

  private static Seen withTags(ObjectReader reader, ObjectKey key, Seen seen) {
    return new Seen(seen.state(), tags(reader, key, seen.state().incarnation().versionId()), null);
  }

  /// A store without tags has none.
  private static Tags tags(ObjectReader reader, ObjectKey key, @Nullable String versionId) {
    try {
      return reader.tags(key, versionId);
    } catch (StoreException failed) {
      if (failed.failure() instanceof Failure.Refused(var _, int status, var _)
          && status == NOT_IMPLEMENTED) {
        return Tags.NONE;
      }
      throw failed;
    }
  }

  private static Set<Aspect> aspects(Set<Verdict.Aspect> aspects) {
    Set<Aspect> named = EnumSet.noneOf(Aspect.class);
    for (Verdict.Aspect aspect : aspects) {
      named.add(
          switch (aspect) {
            case METADATA -> Aspect.METADATA;
            case TAGS -> Aspect.TAGS;
            case STORAGE_CLASS -> Aspect.CLASS;
          });
    }
    return named;
  }
}
