package dev.longhaul.scan;

import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.Scratch;
import dev.longhaul.effect.Workers;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ListingPage;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lists both sides of a route and tells what differs, with memory that does not grow with the
/// number of keys.
///
/// Both sides are listed over the same key ranges at once and merged. A range that proves long is
/// cut while it is listed, so that more of it is listed in parallel. When a listing turns out not
/// to be in byte order, all that was concluded from order is dropped and both listings are sorted
/// in temporary space instead (H58). So it is done when a listing failed in the middle for no known
/// reason: there are stores that cannot begin at a key.
///
/// Differences go to the sink while the scan runs. Keys that only the destination has may be kept
/// back until it is known that both listings are complete and valid (H61).
final class Scan {
  private final ScanPlan plan;
  private final Workers workers;
  private final Patience patience;
  private final Scratch scratch;
  private final ScanProgress progress;

  Scan(ScanPlan plan, Workers workers, Patience patience, Scratch scratch, ScanProgress progress) {
    this.plan = plan;
    this.workers = workers;
    this.patience = patience;
    this.scratch = scratch;
    this.progress = progress;
  }

  /// Scans once, and keeps back keys that only the destination has. A listing that fails makes the
  /// result incomplete; it is not thrown.
  ScanResult runKeepingBack(DifferenceSink sink) {
    return run(sink, new ScanFindings(workers.monitor(), scratch, true), null);
  }

  /// Scans once. Whoever gets a key that only the destination has does not act on it.
  ScanResult run(DifferenceSink sink) {
    return run(sink, new ScanFindings(workers.monitor(), scratch, false), null);
  }

  /// Scans what these marks leave, and marks how far it is. Whoever gets a key that only the
  /// destination has does not act on it.
  ScanResult run(DifferenceSink sink, ScanMarks marks) {
    return run(sink, new ScanFindings(workers.monitor(), scratch, false), marks);
  }

  private ScanResult run(DifferenceSink sink, ScanFindings findings, @Nullable ScanMarks marks) {
    try {
      boolean inOrder = merge(sink, findings, marks);
      boolean sorted = !inOrder || findings.mayBeForWantOfOrder();
      if (sorted) {
        findings.drop();
        progress.listAgain();
        sink.again();
        if (marks != null) {
          marks.again();
        }
        new SortedScan(plan, workers, patience, scratch, progress).run(sink, findings);
      }
      return findings.result(sorted);
    } catch (RuntimeException | Error failed) {
      findings.drop();
      throw failed;
    }
  }

  /// Merges range by range. Returns whether the listings were in byte order.
  private boolean merge(DifferenceSink sink, ScanFindings findings, @Nullable ScanMarks marks) {
    Monitor monitor = workers.monitor();
    ScanSides sides = new ScanSides(plan, monitor, patience, progress, marks);
    RangeBoard board = new RangeBoard(plan.limits(), sides);
    List<Workers.Job<Boolean>> slots = new ArrayList<>();
    try (Workers.Group group = workers.open("scan")) {
      for (int slot = 0; slot < plan.limits().mostRanges(); slot++) {
        int number = slot;
        slots.add(group.start(() -> new Slot(board, sink, findings, marks).work(number)));
      }
    }
    slots.forEach(Workers.Job::join);
    Optional<Throwable> stopped = board.stopped();
    return stopped.filter(UnorderedListing.class::isInstance).isEmpty();
  }

  /// One of the jobs that list ranges, and cut long ones while there is none to list.
  private final class Slot {
    private final RangeBoard board;
    private final DifferenceSink sink;
    private final ScanFindings findings;
    private final @Nullable ScanMarks marks;

    Slot(RangeBoard board, DifferenceSink sink, ScanFindings findings, @Nullable ScanMarks marks) {
      this.marks = marks;
      this.board = board;
      this.sink = sink;
      this.findings = findings;
    }

    boolean work(int number) {
      while (true) {
        try {
          switch (board.next(number)) {
            case RangeBoard.Assignment.List assignment -> list(assignment.range());
            case RangeBoard.Assignment.Cut assignment -> cut(assignment).ifPresent(this::list);
            case RangeBoard.Assignment.Nothing _ -> {
              return true;
            }
          }
        } catch (ScanStopped _) {
          // The next assignment is the end.
        } catch (UnorderedListing unordered) {
          board.stop(unordered);
        } catch (RuntimeException | Error fatal) {
          board.stop(fatal);
          throw fatal;
        }
      }
    }

    private void list(ScanRange range) {
      Workers.Group pagers = workers.open("list");
      try (pagers) {
        pagers.start(range.source()::fetchAll);
        pagers.start(range.destination()::fetchAll);
        try {
          merge(range);
        } finally {
          pagers.cancel();
        }
      } catch (StoreException failed) {
        findings.failed(failed.failure());
        if (!mayPassElsewhere(failed.failure())) {
          board.stop(failed);
        }
      } finally {
        board.finished(range);
      }
    }

    private void merge(ScanRange range) {
      RangeMark mark = range.mark();
      if (marks == null || mark == null) {
        findings.merging(plan, sink, progress, range);
        return;
      }
      findings.merging(plan, new MarkedSink(marks, mark, sink), progress, range);
      marks.ended(mark);
    }

    private static boolean mayPassElsewhere(Failure failure) {
      return switch (failure) {
        case Failure.Throttled _, Failure.Transient _ -> true;
        case Failure.Refused _, Failure.WrongCredentials _ -> false;
      };
    }

    private Optional<ScanRange> cut(RangeBoard.Assignment.Cut cut) {
      Optional<ObjectKey> place = cut.bisection().cut();
      if (place.isEmpty()) {
        board.sawNoPlace(cut);
        return Optional.empty();
      }
      try {
        ListingRequest request = cut.side().pageAfter(place.get());
        progress.asked(cut.side().name());
        ListingPage page = cut.side().lister().list(request);
        if (!page.ascending()) {
          throw new UnorderedListing("a page of the " + cut.side().name() + " does not rise");
        }
        return board.probed(cut, place.get(), page);
      } catch (StoreException failed) {
        board.probeFailed(cut);
        return Optional.empty();
      }
    }
  }
}
