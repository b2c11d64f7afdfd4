package dev.longhaul.running;

import dev.longhaul.effect.Clock;
import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.LedgerException;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.replicate.AuditPlan;
import dev.longhaul.replicate.AuditWork;
import dev.longhaul.scan.Pass;
import dev.longhaul.scan.PassEngine;
import dev.longhaul.scan.Verification;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The engine of a route whose stores may be opened later than its ledger. Work waits for room on a
/// full disk instead of failing. Thread-safe.
final class LateEngine {
  private static final Duration ROOM_AGAIN = Duration.ofSeconds(2);

  private final Clock clock;
  private final Consumer<String> remarks;
  private final AtomicReference<@Nullable RouteEngine> engine = new AtomicReference<>();

  /// @param remarks is told when work begins to wait for room
  LateEngine(Clock clock, Consumer<String> remarks) {
    this.clock = clock;
    this.remarks = remarks;
  }

  /// The stores are open; from now on it may be used.
  void set(RouteEngine opened) {
    engine.set(opened);
  }

  private RouteEngine opened() {
    RouteEngine opened = engine.get();
    if (opened == null) {
      throw new IllegalStateException("the stores of the route are not open yet");
    }
    return opened;
  }

  Outcome reconcile(Hint hint) {
    return withRoom(() -> opened().reconcile().apply(hint));
  }

  /// Does what records something.
  void recording(Runnable work) {
    withRoom(() -> {
      work.run();
      return true;
    });
  }

  private <T> T withRoom(Supplier<T> work) {
    for (boolean told = false; ; told = true) {
      try {
        return work.get();
      } catch (LedgerException failed) {
        if (!failed.isFull()) {
          throw failed;
        }
        if (!told) {
          remarks.accept(String.valueOf(failed.getMessage()));
        }
        clock.sleep(ROOM_AGAIN);
      }
    }
  }

  boolean storesAnswer() {
    return opened().storesAnswer().getAsBoolean();
  }

  AuditWork audits() {
    return new AuditWork() {
      @Override
      public Pass pass(AuditPlan plan, PassEngine passes) {
        return opened().audits().pass(plan, passes);
      }

      @Override
      public String basis(AuditPlan plan) {
        return opened().audits().basis(plan);
      }

      @Override
      public Verification deep(AuditPlan plan) {
        return opened().audits().deep(plan);
      }
    };
  }
}
