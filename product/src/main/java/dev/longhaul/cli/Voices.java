package dev.longhaul.cli;

import dev.longhaul.alert.AlertTarget;
import dev.longhaul.config.AlertEntry;
import dev.longhaul.config.Reporting;
import dev.longhaul.log.Log;
import java.io.OutputStream;
import java.util.function.Consumer;

/// Opens the ways in which a process says how it fares.
public interface Voices {
  /// The log of the process; what libraries have to say comes out there too from now on.
  Log log(OutputStream out, Reporting.Log settings);

  /// Whom an alert tells. Asks nobody anything yet; the caller closes it.
  ///
  /// @param remarks is told what a program says that was started to tell
  AlertTarget target(AlertEntry entry, Consumer<String> remarks);
}
