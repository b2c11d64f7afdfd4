package dev.longhaul;

import dev.longhaul.hint.EventSink;
import dev.longhaul.hint.Intake;
import dev.longhaul.hint.IntakeListener;
import dev.longhaul.http.jetty.HttpListener;
import java.util.function.Supplier;

/// An intake that listens by itself, for as long as it runs: whoever only looks at it opens no
/// port.
record ListeningIntake(Intake intake, Supplier<HttpListener> listening) implements Intake {
  @Override
  public String name() {
    return intake.name();
  }

  @Override
  public void run(EventSink sink, IntakeListener listener) {
    try (HttpListener _ = listening.get()) {
      intake.run(sink, listener);
    }
  }
}
