package dev.longhaul.scan;

import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Merges both listings of one range into differences, by one job.
///
/// A key is missing on a side only when that side's listing has passed it, or has ended as a valid
/// listing does; a listing that breaks off throws out of the merge before anything is concluded.
final class RangeMerge {
  private static final int KEYS_PER_COUNT = 1000;

  private final ScanPlan plan;
  private final DifferenceSink sink;
  private final ScanProgress progress;
  private int equal;

  RangeMerge(ScanPlan plan, DifferenceSink sink, ScanProgress progress) {
    this.plan = plan;
    this.sink = sink;
    this.progress = progress;
  }

  /// Where a merge is in one listing.
  interface Keys {
    /// The next keys, at least one; empty at the end.
    Optional<List<ListedObject>> next();
  }

  /// Merges to the end of both.
  void run(Keys source, Keys destination) {
    Cursor from = new Cursor(source);
    Cursor to = new Cursor(destination);
    int fromPrefix = plan.source().prefix().length();
    int toPrefix = plan.destination().prefix().length();
    while (from.current() != null || to.current() != null) {
      ListedObject one = from.current();
      ListedObject other = to.current();
      int order =
          one == null
              ? 1
              : other == null ? -1 : one.key().compareTail(fromPrefix, other.key(), toPrefix);
      if (order == 0 && one != null && other != null) {
        pair(one, other);
        sink.passed(one, other);
        from.advance();
        to.advance();
      } else if (order < 0 && one != null) {
        onlySource(one);
        sink.passed(one, null);
        from.advance();
      } else if (other != null) {
        onlyDestination(other);
        sink.passed(null, other);
        to.advance();
      }
    }
    count();
  }

  private void pair(ListedObject one, ListedObject other) {
    ObjectKey key = one.key();
    if (!plan.scope().includes(key)) {
      return;
    }
    if (plan.judge().proves(one, other)) {
      sink.found(new Difference.Equal(key, one, other));
      if (++equal == KEYS_PER_COUNT) {
        count();
      }
    } else {
      sink.found(new Difference.Unproved(key, one, other));
    }
  }

  private void count() {
    progress.provedEqual(equal);
    equal = 0;
  }

  private void onlySource(ListedObject one) {
    if (plan.scope().includes(one.key())) {
      sink.found(new Difference.OnlySource(one.key(), one));
    }
  }

  private void onlyDestination(ListedObject other) {
    plan.scope()
        .sourceKey(other.key())
        .ifPresent(key -> sink.found(new Difference.OnlyDestination(key, other)));
  }

  /// A place in a listing.
  private static final class Cursor {
    private final Keys keys;
    private List<ListedObject> page = List.of();
    private int index;

    Cursor(Keys keys) {
      this.keys = keys;
      load();
    }

    private void load() {
      page = keys.next().orElse(List.of());
      index = 0;
    }

    @Nullable ListedObject current() {
      return index < page.size() ? page.get(index) : null;
    }

    void advance() {
      if (++index >= page.size()) {
        load();
      }
    }
  }
}
