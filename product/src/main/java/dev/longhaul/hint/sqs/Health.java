package dev.longhaul.hint.sqs;

import dev.longhaul.hint.IntakeListener;
import java.util.concurrent.atomic.AtomicBoolean;

/// Tells a listener how receiving fares: every failure, and the first success after one. Shared by
/// the pollers of an intake.
final class Health {
  private final IntakeListener listener;
  private final AtomicBoolean working = new AtomicBoolean();

  Health(IntakeListener listener) {
    this.listener = listener;
  }

  void failing(String why) {
    working.set(false);
    listener.failing(why);
  }

  void working() {
    if (!working.getAndSet(true)) {
      listener.working();
    }
  }

  void received(int messages, int events) {
    listener.received(messages, events);
  }
}
