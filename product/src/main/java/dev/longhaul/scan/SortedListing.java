package dev.longhaul.scan;

import dev.longhaul.effect.Scratch;
import dev.longhaul.object.ListedObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// A listing in any order, made one in byte order by an external sort: runs of keys that fit into
/// memory are sorted and put into temporary space, then merged (H58). Used by one job at a time.
///
/// A key that was listed more than once counts once, as it was listed last.
final class SortedListing implements RangeMerge.Keys, AutoCloseable {
  private static final int MOST_RUNS_AT_ONCE = 32;
  private static final int KEYS_PER_PAGE = 1000;
  private static final Comparator<ListedObject> BY_KEY = Comparator.comparing(ListedObject::key);

  private final Scratch scratch;
  private final long sortBytes;
  private final List<ListedObject> run = new ArrayList<>();
  private long runBytes;
  private final Deque<Spill> runs = new ArrayDeque<>();
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(Comparator.comparing(Head::object, BY_KEY).thenComparingInt(Head::run));

  SortedListing(Scratch scratch, long sortBytes) {
    this.scratch = scratch;
    this.sortBytes = sortBytes;
  }

  /// The first of the keys left in a run. Later runs hold what was listed later.
  private record Head(ListedObject object, int run, Spill.Reader rest) {}

  /// Adds keys as they are listed.
  void add(List<ListedObject> objects) {
    for (ListedObject object : objects) {
      run.add(object);
      runBytes += object.key().length() + 200L;
      if (runBytes >= sortBytes) {
        endRun();
      }
    }
  }

  private void endRun() {
    run.sort(BY_KEY);
    Spill spill = new Spill(scratch);
    runs.add(spill);
    run.forEach(spill::add);
    spill.seal();
    run.clear();
    runBytes = 0;
  }

  /// Nothing more is added: keys can be taken.
  void seal() {
    endRun();
    while (runs.size() > MOST_RUNS_AT_ONCE) {
      mergeOldest();
    }
    open(runs);
  }

  /// Merges neighbours only and puts the result in their place, so that runs stay in the order in
  /// which they were listed.
  private void mergeOldest() {
    List<Spill> later = new ArrayList<>(runs);
    runs.clear();
    while (!later.isEmpty()) {
      List<Spill> together = later.subList(0, Math.min(MOST_RUNS_AT_ONCE, later.size()));
      Spill merged = new Spill(scratch);
      runs.add(merged);
      open(together);
      for (ListedObject object = take(); object != null; object = take()) {
        merged.add(object);
      }
      merged.seal();
      together.forEach(Spill::close);
      together.clear();
    }
  }

  private void open(Iterable<Spill> sources) {
    int number = 0;
    for (Spill spill : sources) {
      push(number++, spill.read());
    }
  }

  private void push(int number, Spill.Reader rest) {
    ListedObject object = rest.next();
    if (object == null) {
      rest.close();
    } else {
      heads.add(new Head(object, number, rest));
    }
  }

  /// The next key, as it was listed last.
  private @Nullable ListedObject take() {
    while (true) {
      Head head = heads.poll();
      if (head == null) {
        return null;
      }
      push(head.run(), head.rest());
      Head next = heads.peek();
      if (next == null || !next.object().key().equals(head.object().key())) {
        return head.object();
      }
    }
  }

  @Override
  public Optional<List<ListedObject>> next() {
    List<ListedObject> page = new ArrayList<>(KEYS_PER_PAGE);
    while (page.size() < KEYS_PER_PAGE) {
      ListedObject object = take();
      if (object == null) {
        break;
      }
      page.add(object);
    }
    return page.isEmpty() ? Optional.empty() : Optional.of(page);
  }

  @Override
  public void close() {
    heads.forEach(head -> head.rest().close());
    heads.clear();
    runs.forEach(Spill::close);
    runs.clear();
  }
}
