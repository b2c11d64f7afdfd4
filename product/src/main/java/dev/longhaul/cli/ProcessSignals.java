package dev.longhaul.cli;

import java.util.List;
import org.jline.utils.Signals;

/// Signals of the operating system. Java has no way to them that it promises to keep; the library
/// that draws our progress lines keeps one.
public final class ProcessSignals implements dev.longhaul.cli.Signals {
  private static final List<String> END = List.of("TERM", "INT");
  private static final String AGAIN = "HUP";

  @Override
  public Watch watch(Runnable stop, Runnable reload) {
    Runnable first =
        () -> {
          // From now on a signal does what it does to every process.
          END.forEach(Signals::registerDefault);
          stop.run();
        };
    END.forEach(name -> Signals.register(name, first));
    Signals.register(AGAIN, reload);
    return () -> {
      END.forEach(Signals::registerDefault);
      Signals.registerDefault(AGAIN);
    };
  }
}
