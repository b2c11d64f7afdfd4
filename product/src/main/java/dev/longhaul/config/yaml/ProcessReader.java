package dev.longhaul.config.yaml;

import dev.longhaul.config.ByteSize;
import dev.longhaul.config.Listener;
import dev.longhaul.config.ProcessLimits;
import dev.longhaul.config.Reporting;
import dev.longhaul.config.Reporting.Console;
import dev.longhaul.config.Reporting.Log;
import dev.longhaul.config.Secret;
import dev.longhaul.config.TimeSpan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what concerns the process as a whole: `limits`, `console`, `log`, and where anything
/// listens.
final class ProcessReader {
  private static final Path NOWHERE = Path.of("");
  private final Reading reading;

  ProcessReader(Reading reading) {
    this.reading = reading;
  }

  Optional<ProcessLimits> limits(Section section) {
    ProcessLimits usual = ProcessLimits.DEFAULT;
    ByteSize memory = section.get("memory", ByteSize::parse, usual.memory());
    int workers = section.get("workers", Values::number, usual.workers());
    long pending = section.get("pending", Values::count, usual.pending());
    Duration stop = section.get("stop-within", TimeSpan::parse, usual.stopWithin());
    return section.make(() -> new ProcessLimits(memory, workers, pending, stop));
  }

  Reporting reporting(Section root) {
    Console console = root.within("console", this::console).orElse(Console.DEFAULT);
    Log log = root.within("log", ProcessReader::log).orElse(Log.DEFAULT);
    return new Reporting(console, log);
  }

  private Optional<Console> console(Section section) {
    Listener usual = Console.DEFAULT.listener();
    Listener listener = listener(section, usual == null ? null : usual.address());
    Secret token = section.secret("token");
    return section.make(() -> new Console(listener, token));
  }

  private static Optional<Log> log(Section section) {
    Log usual = Log.DEFAULT;
    Log.Level level = section.get("level", Values.choice(Log.Level.class), usual.level());
    Log.Format format = section.get("format", Values.choice(Log.Format.class), usual.format());
    return section.make(() -> new Log(level, format));
  }

  /// Where a section says to listen; `null` for nowhere of its own.
  ///
  /// @param usual where to listen when it does not say
  @Nullable Listener listener(Section section, Listener.@Nullable Address usual) {
    Listener.Address written =
        section.isNone("listen") ? null : section.find("listen", Listener.Address::parse);
    Listener.Address address = section.has("listen") ? written : usual;
    Listener.Tls tls = section.within("tls", this::tls).orElse(null);
    if (address == null && tls != null) {
      section.fail("tls", "goes with listen: and an address; without one nothing listens here");
    }
    return address == null ? null : new Listener(address, tls);
  }

  private Optional<Listener.Tls> tls(Section section) {
    Path certificate = section.require("certificate", reading::path, NOWHERE);
    Path key = section.require("key", reading::path, NOWHERE);
    Path clients = section.find("clients", reading::path);
    return section.make(() -> new Listener.Tls(certificate, key, clients));
  }
}
