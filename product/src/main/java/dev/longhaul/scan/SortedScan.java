package dev.longhaul.scan;

import dev.longhaul.effect.Scratch;
import dev.longhaul.effect.Workers;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ListingPage;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.StoreException;
import java.util.Optional;

/// Scans two listings of which at least one is in no usable order: each is read from start to end,
/// sorted in temporary space, and merged (H58).
final class SortedScan {
  private final ScanPlan plan;
  private final Workers workers;
  private final Patience patience;
  private final Scratch scratch;
  private final ScanProgress progress;

  SortedScan(
      ScanPlan plan, Workers workers, Patience patience, Scratch scratch, ScanProgress progress) {
    this.plan = plan;
    this.workers = workers;
    this.patience = patience;
    this.scratch = scratch;
    this.progress = progress;
  }

  void run(DifferenceSink sink, ScanFindings findings) {
    long bytes = plan.limits().sortBytes();
    try (SortedListing source = new SortedListing(scratch, bytes);
        SortedListing destination = new SortedListing(scratch, bytes)) {
      if (readBoth(source, destination, findings)) {
        findings.merging(plan, sink, progress, forward(source), forward(destination));
      }
    }
  }

  /// Merging what was sorted asks no store for anything, and may take its time.
  private RangeMerge.Keys forward(RangeMerge.Keys keys) {
    return () -> {
      patience.forward();
      return keys.next();
    };
  }

  /// Returns whether both listings were read to their ends.
  private boolean readBoth(SortedListing source, SortedListing destination, ScanFindings findings) {
    Workers.Job<Optional<Failure>> ofSource;
    Workers.Job<Optional<Failure>> ofDestination;
    try (Workers.Group group = workers.open("sort")) {
      ofSource = group.start(() -> read(plan.source(), source));
      ofDestination = group.start(() -> read(plan.destination(), destination));
    }
    Optional<Failure> one = ofSource.join();
    Optional<Failure> other = ofDestination.join();
    one.ifPresent(findings::failed);
    other.ifPresent(findings::failed);
    return one.isEmpty() && other.isEmpty();
  }

  private Optional<Failure> read(ListingSide side, SortedListing sorted) {
    PageRules rules = new PageRules(side.name());
    ListingRequest request = ListingRequest.first(side.prefix());
    try {
      while (true) {
        ListingPage page = PageFetch.fetch(side, request, patience, progress).page();
        rules.check(page);
        progress.listed(side.name(), page.objects().size());
        sorted.add(page.objects());
        String token = page.nextToken();
        if (token == null) {
          sorted.seal();
          return Optional.empty();
        }
        request = request.next(token);
      }
    } catch (StoreException failed) {
      return Optional.of(failed.failure());
    }
  }
}
