package dev.longhaul.config.yaml;

import dev.longhaul.config.CredentialsChoice;
import dev.longhaul.config.JobRoute;
import dev.longhaul.config.Location;
import dev.longhaul.config.UnusableConfiguration;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.route.GlobFilter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the routes of function Main: `routes` as in `longhaul.yaml`, with buckets in place of
/// stores, and no more of it than jobs can say.
public final class JobRoutesFile {
  /// As many pairs of buckets as one process works with.
  private static final int MOST_ROUTES = 64;

  private JobRoutesFile() {}

  /// The routes in their order, at least one.
  ///
  /// @param name of the file, for people
  /// @throws UnusableConfiguration with all that is wrong
  public static List<JobRoute> read(String name, String text) {
    Reading reading = new Reading(Path.of("routes.yaml"), Map.of());
    Optional<Entry> tree = YamlTree.of(text, reading.problems());
    List<JobRoute> routes =
        tree.isPresent() && tree.get() instanceof Entry.Mapping mapping
            ? routes(Section.root(reading, mapping))
            : List.of();
    if (reading.problems().isEmpty() && (routes.isEmpty() || routes.size() > MOST_ROUTES)) {
      reading.problem(
          Place.FILE,
          "",
          "holds "
              + routes.size()
              + " routes; write routes:, and under it 1 to "
              + MOST_ROUTES
              + " names with source: and destination: each");
    }
    if (!reading.problems().isEmpty()) {
      throw new UnusableConfiguration(name, reading.problems());
    }
    return routes;
  }

  private static List<JobRoute> routes(Section root) {
    List<JobRoute> routes = root.named("routes", named -> route(named.section()));
    root.end();
    return routes;
  }

  private static Optional<JobRoute> route(Section section) {
    String source = section.require("source", Values::word, "source");
    KeyPrefix prefix = section.get("source-prefix", KeyPrefix::of, KeyPrefix.NONE);
    List<GlobFilter.Rule> filters = section.each("filters", RouteReader::filter);
    String destination = section.require("destination", Values::word, "destination");
    Location credentials = section.find("credentials", JobRoutesFile::object);
    if (section.has("destination-prefix")) {
      section.fail(
          "destination-prefix",
          "a job has one key, the same on both sides; leave this out, or use longhaul run");
    }
    return section.make(() -> new JobRoute(source, prefix, filters, destination, credentials));
  }

  /// As jobs name it.
  private static Location object(String text) {
    if (CredentialsChoice.parse(text) instanceof CredentialsChoice.StoredObject(var location)) {
      return location;
    }
    throw new IllegalArgumentException(
        "jobs name an object with the destination's keys; write s3://bucket/key");
  }
}
