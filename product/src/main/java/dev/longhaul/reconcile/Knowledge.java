package dev.longhaul.reconcile;

import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.Receipt;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.Tags;
import dev.longhaul.reconcile.Sight.Absent;
import dev.longhaul.reconcile.Sight.Seen;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.StoreException;
import dev.longhaul.transfer.Fetched;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What one attempt at a key knows, and how it learns more. Owns the bytes held. For one thread.
final class Knowledge implements AutoCloseable {
  private final KeyPair keys;
  private final Surroundings around;
  private Sight source;
  private Sight destination;
  private @Nullable Receipt receipt;
  private @Nullable Receipt recorded;
  private boolean receiptSought;
  private @Nullable Instant absentSince;
  private final boolean released;
  private Fetched.@Nullable Held held;

  Knowledge(KeyPair keys, Surroundings around, Hint hint) {
    this.keys = keys;
    this.around = around;
    this.source = Sight.of(hint.source());
    this.destination = Sight.of(hint.destination());
    this.absentSince = hint.absentSince();
    this.released = hint.cause() == Hint.Cause.RELEASE;
  }

  /// Whether a person looked and wants the key deleted, should the source be without it.
  boolean isReleased() {
    return released;
  }

  Sight source() {
    return source;
  }

  Sight destination() {
    return destination;
  }

  /// Since when the source is known to be without the key; `null` when that is not known, or not
  /// true any more.
  @Nullable Instant absentSince() {
    if (hasSource()) {
      absentSince = null;
    }
    return absentSince;
  }

  /// Whether the source has the key, as far as is known.
  boolean hasSource() {
    return source instanceof Seen || source instanceof Sight.Listed;
  }

  Situation situation(boolean updatesRefused, boolean early) {
    if (!receiptSought && source instanceof Seen && destination instanceof Seen) {
      receiptSought = true;
      recorded = around.equipment().ledger().receipts().find(keys.source()).orElse(null);
      receipt = recorded;
    }
    return new Situation(source, destination, receipt, updatesRefused, early);
  }

  /// Takes a pair as proved that is not recorded yet.
  void assume(Receipt proved) {
    receiptSought = true;
    receipt = proved;
  }

  /// Writes a pair down, unless it is known to be written down already.
  void record(Receipt proved) {
    if (!proved.equals(recorded)) {
      around.equipment().ledger().receipts().record(proved);
    }
  }

  void look(Step.Look look) {
    switch (look) {
      case Step.Fetch() -> fetch();
      case Step.Observe(Side side, boolean twice) -> observe(side, twice);
      case Step.ReadTags(Side side) -> readTags(side);
    }
  }

  private void fetch() {
    Sight before = source;
    drop();
    switch (around.equipment().transfer().fetch(keys.source(), null)) {
      case Fetched.Held whole -> {
        held = whole;
        requireAgreement(before, whole.state());
        around.sourceTags().sawState(whole.state());
        source = new Seen(whole.state(), tagsOf(before, whole.state()), whole.body().digest());
      }
      case Fetched.TooLarge(ObjectState state) -> {
        requireAgreement(before, state);
        around.sourceTags().sawState(state);
        source = Seen.of(state);
      }
      case Fetched.Missing(), Fetched.Changed() -> source = new Absent(false);
    }
  }

  /// Equal ETags of one key are of equal bytes. A source that lists another size under the ETag it
  /// answers with has lost bytes on the way, or counts wrongly: neither is copied (H32).
  private void requireAgreement(Sight before, ObjectState now) {
    if (before instanceof Sight.Listed(ListedObject entry)
        && entry.etag().equals(now.etag())
        && entry.size() != now.size()) {
      throw new StoreException(
          new Failure.Transient(
              "the source lists key %s with %d bytes and answers with %d under the same ETag"
                  .formatted(keys.source(), entry.size(), now.size())));
    }
  }

  private static @Nullable Tags tagsOf(Sight before, ObjectState now) {
    return before instanceof Seen(ObjectState state, Tags tags, var _) && state.equals(now)
        ? tags
        : null;
  }

  /// Reads one side again, whatever was known of it.
  ///
  /// @param twice whether a 404 counts only with a second proof (H15)
  void observe(Side side, boolean twice) {
    if (side == Side.SOURCE) {
      Sight seen = Sight.of(around.source().observer().observe(keys.source()));
      if (seen instanceof Seen(ObjectState state, var _, var _)) {
        requireAgreement(source, state);
      }
      source = keepingHeld(seen);
    } else if (twice) {
      destination = Sight.of(around.destination().observer().observe(keys.destination()));
    } else {
      destination = head();
    }
  }

  private Sight head() {
    return switch (around.destination().store().reader().head(keys.destination())) {
      case Lookup.Found(ObjectState state) -> Seen.of(state);
      case Lookup.NotFound(boolean _) -> new Absent(false);
    };
  }

  /// The bytes held stay good as long as the source is the incarnation they are of.
  private Sight keepingHeld(Sight now) {
    if (!(now instanceof Seen seen)) {
      drop();
      return now;
    }
    around.sourceTags().sawState(seen.state());
    Fetched.Held bytes = held;
    if (bytes == null || !bytes.state().incarnation().equals(seen.state().incarnation())) {
      drop();
      return seen;
    }
    return new Seen(seen.state(), null, bytes.body().digest());
  }

  private void readTags(Side side) {
    if (side == Side.SOURCE) {
      readSourceTags((Seen) source);
    } else {
      Seen seen = (Seen) destination;
      destination =
          seen.withTags(tags(around.destination(), keys.destination(), seen.state().incarnation()));
    }
  }

  /// Tags that were read by the version seen are its tags, and none of a store that counts none are
  /// taken for none. All others may be those of what came before or after: they belong to the state
  /// seen only if that is there still (R4), metadata and count included, since the same bytes may
  /// be written twice within one second (H18). Otherwise the tags stay unread.
  private void readSourceTags(Seen seen) {
    Incarnation read = seen.state().incarnation();
    Integer count = seen.state().tagCount();
    Tags tags = tags(around.source(), keys.source(), read);
    boolean named = read.versionId() != null && around.sourceTags().mayNameVersions();
    boolean counted = count == null || count == tags.values().size();
    if (counted && (named || (tags.isEmpty() && count == null))) {
      source = seen.withTags(tags);
      return;
    }
    observe(Side.SOURCE, true);
    if (counted && source instanceof Seen still && still.state().equals(seen.state())) {
      source = still.withTags(tags);
    }
  }

  private Tags tags(StoreEnd end, ObjectKey key, Incarnation incarnation) {
    String version = around.tagsOf(end).mayNameVersions() ? incarnation.versionId() : null;
    try {
      return end.store().reader().tags(key, version);
    } catch (StoreException refused) {
      if (version != null && refused.failure() instanceof Failure.WrongCredentials) {
        Tags current = end.store().reader().tags(key, null);
        around.tagsOf(end).sawVersionsForbidden();
        return current;
      }
      if (!Refusals.isNotImplemented(refused.failure())) {
        throw refused;
      }
      around.tagsOf(end).sawNone();
      return Tags.NONE;
    }
  }

  /// The bytes, while they are held.
  Fetched.@Nullable Held held() {
    return held;
  }

  /// Gives the bytes' memory back.
  void drop() {
    Fetched.Held bytes = held;
    held = null;
    if (bytes != null) {
      bytes.close();
    }
    if (source instanceof Seen(ObjectState state, Tags tags, var digest) && digest != null) {
      source = new Seen(state, tags, null);
    }
  }

  @Override
  public void close() {
    drop();
  }
}
