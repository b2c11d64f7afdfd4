package dev.longhaul.reconcile;

import dev.longhaul.object.ObjectState;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.Capabilities.TagSupport;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/// What answers have taught about the tags of a store whose profile does not know (decision 18): a
/// count that was seen, or that there are no tags at all. Thread-safe.
final class LearnedTags {
  private final AtomicReference<TagSupport> learned = new AtomicReference<>(TagSupport.UNKNOWN);
  private final AtomicBoolean versionsForbidden = new AtomicBoolean();

  /// Whether tags may be asked for by version: that takes a permission of its own (decision 18).
  boolean mayNameVersions() {
    return !versionsForbidden.get();
  }

  /// Tags by version were refused, and those of the current version were not.
  void sawVersionsForbidden() {
    versionsForbidden.set(true);
  }

  /// Any answer with a count shows that this store sends counts to these credentials (H45).
  void sawState(ObjectState state) {
    if (state.tagCount() != null) {
      learned.compareAndSet(TagSupport.UNKNOWN, TagSupport.COUNTED);
    }
  }

  /// The store says that it has no tags.
  void sawNone() {
    learned.compareAndSet(TagSupport.UNKNOWN, TagSupport.NONE);
  }

  /// The capabilities with what was learned, where they say nothing themselves.
  Capabilities complete(Capabilities known) {
    TagSupport support = learned.get();
    if (known.tags() != TagSupport.UNKNOWN || support == TagSupport.UNKNOWN) {
      return known;
    }
    return new Capabilities(
        known.preconditions(),
        known.etags(),
        known.checksums(),
        known.contentMd5Checked(),
        support,
        known.refusedKeys(),
        known.storageClasses(),
        known.readsVersions());
  }
}
