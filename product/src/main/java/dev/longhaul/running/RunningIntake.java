package dev.longhaul.running;

import dev.longhaul.config.Configuration;
import dev.longhaul.config.IntakeEntry;
import dev.longhaul.effect.Clock;
import dev.longhaul.hint.DeadLetters;
import dev.longhaul.hint.EventSink;
import dev.longhaul.hint.IntakeFinding;
import dev.longhaul.hint.IntakeListener;
import dev.longhaul.hint.IntakeState;
import dev.longhaul.replicate.IntakeGauge;
import dev.longhaul.store.StoreException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An intake of a running process: is opened, and tried again until it can be, then receives.
/// Thread-safe.
final class RunningIntake {
  private final IntakeEntry entry;
  private final Configuration whole;
  private final Intakes opening;
  private final EventSink sink;
  private final IntakeGauge gauge;
  private final Around around;
  private final AtomicReference<Intakes.@Nullable Opened> receiving = new AtomicReference<>();

  /// What an intake has around it.
  ///
  /// @param reception is told once it receives
  record Around(Clock clock, Reception reception, Consumer<String> remarks) {}

  RunningIntake(
      IntakeEntry entry, Configuration whole, Intakes opening, EventSink sink, Around around) {
    this.entry = entry;
    this.whole = whole;
    this.opening = opening;
    this.sink = sink;
    this.around = around;
    this.gauge = new IntakeGauge(entry.name(), kind(entry), around.clock());
  }

  private static String kind(IntakeEntry entry) {
    return switch (entry) {
      case IntakeEntry.Queue _ -> "sqs";
      case IntakeEntry.Webhook _ -> "webhook";
    };
  }

  IntakeEntry entry() {
    return entry;
  }

  /// The messages that its queue put aside; may throw what the queue throws.
  ///
  /// @throws IllegalStateException when it could not be opened yet
  Optional<DeadLetters> deadLetters() {
    Intakes.Opened opened = receiving.get();
    if (opened == null) {
      throw new IllegalStateException("it could not be opened yet");
    }
    return opened.dead().get();
  }

  IntakeState state() {
    return gauge.state();
  }

  /// Receives until it is cancelled.
  ///
  /// @throws RuntimeException what nobody foresaw
  void run() {
    IntakeListener listener = new Teller();
    Backoff backoff = new Backoff();
    while (true) {
      try (Intakes.Opened opened = opening.open(entry, whole)) {
        receiving.set(opened);
        opened.check().get().forEach(this::tell);
        opened.intake().run(sink, listener);
        return;
      } catch (StoreException unanswered) {
        listener.failing(unanswered.failure().message());
        around.clock().sleep(backoff.next());
      } finally {
        receiving.set(null);
      }
    }
  }

  private void tell(IntakeFinding finding) {
    if (finding.severity() != IntakeFinding.Severity.NOTE) {
      remark(finding.what() + "; " + finding.remedy());
    }
  }

  private void remark(String remark) {
    around.remarks().accept("intake " + entry.name() + ": " + remark);
  }

  /// Remarks when receiving begins to fail, and when it works again; keeps the rest.
  private final class Teller implements IntakeListener {
    @Override
    public void received(int messages, int events) {
      gauge.received(messages, events);
    }

    @Override
    public void failing(String why) {
      boolean failed = gauge.state().trouble() != null;
      gauge.failing(why);
      if (!failed) {
        remark(why);
      }
    }

    @Override
    public void working() {
      boolean failed = gauge.state().trouble() != null;
      gauge.working();
      around.reception().receives(entry.name());
      if (failed) {
        remark("receives again");
      }
    }
  }
}
