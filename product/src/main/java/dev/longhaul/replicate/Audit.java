package dev.longhaul.replicate;

import dev.longhaul.effect.Clock;
import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.scan.Aspect;
import dev.longhaul.scan.Finding;
import dev.longhaul.scan.Pass;
import dev.longhaul.scan.PassEngine;
import dev.longhaul.scan.PassReport;
import dev.longhaul.scan.ScanMarks;
import dev.longhaul.scan.SourceDoubt;
import dev.longhaul.scan.Verification;
import dev.longhaul.scan.VerifyReport;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One audit: runs what its plan asks for and says how it ended. Thread-safe, for one run.
final class Audit {
  private final AuditPlan plan;
  private final AuditWork work;
  private final PassEngine engine;
  private final Clock clock;
  private final Consumer<Outcome> outcomes;
  private final SourceDoubt doubt;
  private final Ledger ledger;
  private final String occasion;
  private final AtomicBoolean held = new AtomicBoolean();
  private final AtomicReference<Runnable> interrupt = new AtomicReference<>(() -> {});

  /// @param doubt when the source's listing is not believed enough to delete by it
  /// @param occasion what tells it from others of its plan, empty for nothing
  Audit(AuditPlan plan, AuditRunner.Work shared, SourceDoubt doubt, Clock clock, String occasion) {
    this.plan = plan;
    this.work = shared.make();
    this.engine = shared.engine();
    this.doubt = doubt;
    this.ledger = shared.ledger();
    this.clock = clock;
    this.occasion = occasion;
    this.outcomes = shared.outcomes();
  }

  /// Whether deletes were held back. Once it ran.
  boolean holdsDeletes() {
    return held.get();
  }

  /// Asks it to stop. Returns at once.
  void interrupt() {
    interrupt.get().run();
  }

  AuditRecord run() {
    return switch (plan.kind()) {
      case LISTING, METADATA, INVENTORY -> pass();
      case DEEP -> deep();
    };
  }

  private AuditRecord pass() {
    ScanMarks marks =
        plan.goesOn() ? ScanMarks.of(ledger, clock, plan.name(), basis(), plan.oldest()) : null;
    Pass pass = work.pass(plan, engine).doubting(doubt);
    AuditRecord record = pass(marks == null ? pass : pass.marking(marks), marks);
    if (marks != null && record.isComplete()) {
      marks.forget();
    }
    return record;
  }

  private String basis() {
    String basis = work.basis(plan);
    return occasion.isEmpty() ? basis : basis + " " + occasion;
  }

  private AuditRecord pass(Pass pass, @Nullable ScanMarks marks) {
    Instant begun = marks == null ? clock.now() : marks.begun();
    interrupt.set(pass::interrupt);
    LongAdder differences = new LongAdder();
    PassReport report =
        pass.run(outcome -> {
          note(outcome);
          if (isDifference(outcome)) {
            differences.increment();
            if (marks != null) {
              marks.differs();
            }
          }
          outcomes.accept(outcome);
        });
    long now = report.scan().sourceKeys();
    long keys = marks == null ? now : marks.sourceKeys(now);
    long differed = marks == null ? differences.sum() : marks.differences();
    return record(begun, result(report, differed), keys, differed, why(report, keys));
  }

  private String why(PassReport report, long keys) {
    boolean some = report.counts().results().deletesHeld() > 0;
    return some && doubt.holds(keys)
        ? String.format(
            Locale.ROOT,
            "the source lists %,d keys, and listed %,d at the audit before, so all deletes are"
                + " held: look at them, and release them if that is right",
            keys,
            doubt.before())
        : report.why();
  }

  private void note(Outcome outcome) {
    if (outcome instanceof Outcome.DeleteHeld) {
      held.set(true);
    }
  }

  /// What waits to be deleted is known already.
  private static boolean isDifference(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Equal _, Outcome.Kept _, Outcome.DeleteWaits _ -> false;
      case Outcome.Copied _,
          Outcome.Updated _,
          Outcome.Deleted _,
          Outcome.DeleteHeld _,
          Outcome.Planned _,
          Outcome.HandedOver _,
          Outcome.Parked _,
          Outcome.Unfinished _ ->
          true;
    };
  }

  private static AuditRecord.Result result(PassReport report, long differences) {
    if (report.end() != PassReport.End.COMPLETE || report.counts().unfinished() > 0) {
      return AuditRecord.Result.UNFINISHED;
    }
    if (!report.isEqual()) {
      return AuditRecord.Result.DIFFERS;
    }
    return differences == 0 ? AuditRecord.Result.EQUAL : AuditRecord.Result.REPAIRED;
  }

  private AuditRecord deep() {
    Instant begun = clock.now();
    Verification verification = work.deep(plan);
    interrupt.set(verification::interrupt);
    DeepFindings findings = new DeepFindings();
    VerifyReport report =
        verification.run(finding -> {
          if (finding instanceof Finding.Differs differs) {
            findings.add(differs, engine.reconcile().apply(hint(differs)));
          }
        });
    return record(
        begun,
        findings.result(report),
        report.scan().sourceKeys(),
        findings.differences.sum(),
        report.why().isEmpty() ? findings.first.get() : report.why());
  }

  private Hint hint(Finding.Differs differs) {
    return Hint.of(differs.key(), Hint.Cause.SCAN, clock.now());
  }

  /// A key that differs may just be on its way; so each is reconciled at once. What then counts as
  /// equal although its bytes differ is damage that only a person can judge (H36).
  private final class DeepFindings {
    private final LongAdder differences = new LongAdder();
    private final LongAdder left = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final AtomicReference<String> first = new AtomicReference<>("");

    void add(Finding.Differs differs, Outcome outcome) {
      boolean damaged = differs.aspects().contains(Aspect.BYTES);
      switch (outcome) {
        case Outcome.Equal _ -> {
          if (damaged) {
            differs(differs.key() + " has other bytes at the destination, under an equal ETag");
          }
        }
        case Outcome.Parked(ParkedKey parked) -> differs(parked.key() + ": " + parked.message());
        case Outcome.DeleteHeld _ -> differs(differs.key() + " would be deleted");
        case Outcome.HandedOver _, Outcome.Unfinished _ -> unanswered.increment();
        case Outcome.Copied _, Outcome.Updated _, Outcome.Deleted _ -> differences.increment();
        case Outcome.Kept _, Outcome.DeleteWaits _, Outcome.Planned _ -> {}
      }
      note(outcome);
      outcomes.accept(outcome);
    }

    private void differs(String what) {
      differences.increment();
      left.increment();
      first.compareAndSet("", what);
    }

    AuditRecord.Result result(VerifyReport report) {
      if (left.sum() > 0) {
        return AuditRecord.Result.DIFFERS;
      }
      boolean whole = report.end() == PassReport.End.COMPLETE && unanswered.sum() == 0;
      if (!whole || report.counts().unknown() > 0) {
        return AuditRecord.Result.UNFINISHED;
      }
      return differences.sum() == 0 ? AuditRecord.Result.EQUAL : AuditRecord.Result.REPAIRED;
    }
  }

  private AuditRecord record(
      Instant begun, AuditRecord.Result result, long keys, long differences, String why) {
    return new AuditRecord(plan.kind(), begun, clock.now(), result, keys, differences, why);
  }
}
