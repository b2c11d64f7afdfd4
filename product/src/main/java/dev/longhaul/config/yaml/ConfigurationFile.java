package dev.longhaul.config.yaml;

import dev.longhaul.config.Configuration;
import dev.longhaul.config.Loaded;
import dev.longhaul.config.ProcessLimits;
import dev.longhaul.config.Reporting;
import dev.longhaul.config.RouteEntry;
import dev.longhaul.config.StateFolder;
import dev.longhaul.config.StoreEntry;
import dev.longhaul.config.UnusableConfiguration;
import dev.longhaul.config.UnusableConfiguration.Problem;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `longhaul.yaml`.
public final class ConfigurationFile {
  private static final int MOST_BYTES = 1 << 20;

  private ConfigurationFile() {}

  /// What a file asks for.
  ///
  /// @param environment the variables that values may refer to
  /// @throws UnusableConfiguration with all that is wrong
  public static Configuration read(Path file, Map<String, String> environment) {
    return load(file, environment).configuration();
  }

  /// As `read`, with remarks on how the file is written.
  public static Loaded load(Path file, Map<String, String> environment) {
    Reading reading = new Reading(file, environment);
    Optional<Configuration> meant =
        text(file, reading)
            .flatMap(text -> root(text, reading))
            .flatMap(root -> configuration(root, reading, StateFolder.usual(environment)));
    if (meant.isEmpty() || !reading.problems().isEmpty()) {
      throw new UnusableConfiguration(file.toString(), reading.problems());
    }
    return new Loaded(meant.get(), reading.remarks());
  }

  private static Optional<String> text(Path file, Reading reading) {
    try {
      return Optional.of(FileText.read(file, MOST_BYTES));
    } catch (IllegalArgumentException unreadable) {
      reading.problem(Place.FILE, "", String.valueOf(unreadable.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<Section> root(String text, Reading reading) {
    List<Problem> problems = reading.problems();
    Optional<Entry> tree = YamlTree.of(text, problems);
    if (tree.isPresent() && tree.get() instanceof Entry.Mapping mapping) {
      return Optional.of(Section.root(reading, mapping));
    }
    if (problems.isEmpty()) {
      boolean empty =
          tree.isEmpty() || (tree.get() instanceof Entry.Scalar scalar && scalar.isEmpty());
      reading.problem(
          Place.FILE,
          "",
          (empty ? "is empty" : "is not a configuration")
              + "; write stores: and routes: with two stores and a route, as the example shows");
    }
    return Optional.empty();
  }

  static Optional<Configuration> configuration(Section root, Reading reading, Path usualState) {
    StoreReader storeReader = new StoreReader(reading);
    ProcessReader process = new ProcessReader(reading);
    IntakeReader intakeReader = new IntakeReader(storeReader, process);
    AlertReader alertReader = new AlertReader(reading, storeReader);
    Path state = root.get("state", reading::path, usualState);
    ZoneId zone = root.get("time-zone", Values::zone, Configuration.USUAL_ZONE);
    List<StoreEntry> stores = root.named("stores", storeReader::store);
    List<RouteEntry> routes = root.named("routes", RouteReader::route);
    var intakes = root.named("intakes", intakeReader::intake);
    var alerts = root.named("alerts", alertReader::alert);
    ProcessLimits limits = root.within("limits", process::limits).orElse(ProcessLimits.DEFAULT);
    Reporting reporting = process.reporting(root);
    root.end();
    return root.make(
        () -> new Configuration(state, zone, stores, routes, intakes, alerts, limits, reporting));
  }
}
