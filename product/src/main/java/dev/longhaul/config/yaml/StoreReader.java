package dev.longhaul.config.yaml;

import dev.longhaul.config.Bandwidth;
import dev.longhaul.config.CredentialsChoice;
import dev.longhaul.config.Days;
import dev.longhaul.config.Endpoint;
import dev.longhaul.config.Location;
import dev.longhaul.config.ServiceAccess;
import dev.longhaul.config.SideSettings;
import dev.longhaul.config.StoreEntry;
import dev.longhaul.config.Timetable;
import java.time.LocalTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads `stores`, and how services beside them are reached.
final class StoreReader {
  private final Reading reading;

  StoreReader(Reading reading) {
    this.reading = reading;
  }

  Optional<StoreEntry> store(Section.Named named) {
    Section section = named.section();
    SideSettings side = side(section);
    int concurrency = section.get("concurrency", Values::number, StoreEntry.USUAL_CONCURRENCY);
    Bandwidth bandwidth = bandwidth(section);
    Timetable timetable = new Timetable(section.each("timetable", this::slot));
    return section.make(
        () -> new StoreEntry(named.name(), side, concurrency, bandwidth, timetable));
  }

  private SideSettings side(Section section) {
    String bucket = section.require("bucket", Values::word, "bucket");
    String profile = section.find("profile", Values::word);
    CredentialsChoice credentials =
        section.get("credentials", Values.credentials(reading), CredentialsChoice.usual(profile));
    return new SideSettings(
        new Location(bucket, ""),
        credentials,
        credentials.profileBeside(profile),
        section.find("endpoint", Endpoint::parse),
        section.find("region", Values::region),
        section.get(
            "addressing",
            Values.choice(SideSettings.Addressing.class),
            SideSettings.Addressing.AUTO),
        section.get("kind", Values.choice(SideSettings.Kind.class), SideSettings.Kind.AUTO),
        section.get(
            "payload", Values.choice(SideSettings.Payload.class), SideSettings.Payload.UNSIGNED));
  }

  private static @Nullable Bandwidth bandwidth(Section section) {
    return section.isNone("bandwidth") ? null : section.find("bandwidth", Bandwidth::parse);
  }

  private Optional<Timetable.Slot> slot(Section section) {
    LocalTime from = section.require("from", Values::time, LocalTime.MIN);
    LocalTime to = section.require("to", Values::time, LocalTime.MIN);
    Days days = section.get("days", Days::parse, Days.DAILY);
    if (!section.has("bandwidth")) {
      section.refuse("has no bandwidth; write bandwidth: 20MiB/s, or none for no limit");
    }
    Bandwidth bandwidth = bandwidth(section);
    return section.make(() -> new Timetable.Slot(from, to, days, bandwidth));
  }

  /// How a queue or a topic is reached.
  Optional<ServiceAccess> access(Section section) {
    CredentialsChoice credentials = section.find("credentials", Values.credentials(reading));
    String profile = section.find("profile", Values::word);
    CredentialsChoice meant =
        credentials == null && profile != null ? CredentialsChoice.usual(profile) : credentials;
    String beside = meant == null ? null : meant.profileBeside(profile);
    var endpoint = section.find("endpoint", Endpoint::parse);
    String region = section.find("region", Values::region);
    return section.make(() -> new ServiceAccess(meant, beside, endpoint, region));
  }
}
