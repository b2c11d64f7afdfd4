package dev.longhaul.running;

import dev.longhaul.config.Bandwidth;
import dev.longhaul.config.Configuration;
import dev.longhaul.config.CredentialsChoice;
import dev.longhaul.config.DeleteRules;
import dev.longhaul.config.Location;
import dev.longhaul.config.ProcessLimits;
import dev.longhaul.config.Reporting;
import dev.longhaul.config.Rounds;
import dev.longhaul.config.RouteEntry;
import dev.longhaul.config.SideSettings;
import dev.longhaul.config.StoreEntry;
import dev.longhaul.config.Timetable;
import dev.longhaul.config.Urgency;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.route.Policy;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Configurations for tests: routes from the store `from` to the store `to`.
final class Configurations {
  private Configurations() {}

  static RouteEntry route(String name, int priority) {
    Policy policy =
        new Policy(
            Policy.Deletes.MIRROR,
            Policy.TagRule.COPY,
            new TreeMap<>(),
            null,
            Policy.Compare.LISTING);
    return new RouteEntry(
        name,
        new RouteEntry.End("from", KeyPrefix.NONE),
        new RouteEntry.End("to", KeyPrefix.of(name + "/")),
        List.of(),
        policy,
        DeleteRules.DEFAULT,
        new Urgency(priority, Urgency.DEFAULT.objective()),
        Rounds.DEFAULT);
  }

  static Configuration of(List<RouteEntry> routes, int workers) {
    return of(routes, workers, null, Timetable.NONE);
  }

  /// One whose store `from` is read no faster than this.
  static Configuration of(
      List<RouteEntry> routes, int workers, @Nullable Bandwidth bandwidth, Timetable timetable) {
    ProcessLimits usual = ProcessLimits.DEFAULT;
    return new Configuration(
        Path.of("state"),
        ZoneId.of("Europe/Berlin"),
        List.of(store("from", bandwidth, timetable), store("to", null, Timetable.NONE)),
        routes,
        List.of(),
        List.of(),
        new ProcessLimits(usual.memory(), workers, usual.pending(), usual.stopWithin()),
        Reporting.DEFAULT);
  }

  private static StoreEntry store(String name, @Nullable Bandwidth bandwidth, Timetable timetable) {
    SideSettings side =
        new SideSettings(
            new Location(name, ""),
            new CredentialsChoice.Anonymous(),
            null,
            null,
            "eu-west-1",
            SideSettings.Addressing.AUTO,
            SideSettings.Kind.AUTO,
            SideSettings.Payload.UNSIGNED);
    return new StoreEntry(name, side, 8, bandwidth, timetable);
  }
}
