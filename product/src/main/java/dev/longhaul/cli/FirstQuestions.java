package dev.longhaul.cli;

import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.Workers;
import dev.longhaul.scan.Patience;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Asks both sides what must be known before a route is worked on. A side that asks for less is
/// waited for as it would be later on (H64); any other failure is told at once, and then nobody
/// waits for the other side any more. Thread-safe.
final class FirstQuestions {
  private final Patience patience;
  private final Consumer<String> remarks;
  private final Monitor monitor;

  /// Guarded by the monitor.
  private boolean stopped;

  private boolean remarked;

  FirstQuestions(Workers workers, Patience patience, Consumer<String> remarks) {
    this.patience = patience;
    this.remarks = remarks;
    this.monitor = workers.monitor();
  }

  /// Ends the waiting, also that which has not begun.
  void stop() {
    monitor.enter(() -> stopped = true);
  }

  /// The answer to a question that may be asked again.
  ///
  /// @throws StoreException when there is none, even after patient waiting
  <T> T ask(Supplier<T> question) {
    boolean answered = false;
    try {
      T answer = insist(question);
      answered = true;
      return answer;
    } finally {
      if (!answered) {
        stop();
      }
    }
  }

  private <T> T insist(Supplier<T> question) {
    for (int tries = 1; ; tries++) {
      try {
        return question.get();
      } catch (StoreException failed) {
        boolean asksForLess = failed.failure() instanceof Failure.Throttled;
        if (!asksForLess || patience.isOver() || isStoppedWhileWaiting(failed.failure(), tries)) {
          throw failed;
        }
      }
    }
  }

  private boolean isStoppedWhileWaiting(Failure failure, int tries) {
    boolean first =
        monitor.enter(() -> {
          boolean before = remarked;
          remarked = true;
          return !before;
        });
    if (first) {
      remarks.accept(failure.message() + "; waiting until it answers");
    }
    return monitor.when(() -> stopped, patience.pause(failure, tries), () -> true).isPresent();
  }
}
