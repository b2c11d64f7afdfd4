package dev.longhaul.config;

import dev.longhaul.object.KeyPrefix;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One bucket at one endpoint with its credentials, as a configuration names it.
///
/// @param side how it is reached; its location is the whole bucket
/// @param concurrency requests at once at most; how many there are adapts below it
/// @param bandwidth limit for the bytes read from it, `null` for none
/// @param timetable hours at which another limit holds
public record StoreEntry(
    String name,
    SideSettings side,
    int concurrency,
    @Nullable Bandwidth bandwidth,
    Timetable timetable) {
  public static final int USUAL_CONCURRENCY = 512;
  private static final int MOST_CONCURRENCY = 1024;

  public StoreEntry {
    String bucket = side.location().bucket();
    new Rules()
        .named("store", name)
        .check(
            !bucket.contains("/") && !bucket.contains(":"),
            "bucket",
            "write the bucket's name alone; a prefix goes to the route, into source-prefix or"
                + " destination-prefix")
        .between("concurrency", concurrency, 1, MOST_CONCURRENCY)
        .end();
  }

  public String bucket() {
    return side.location().bucket();
  }

  /// How the keys with a prefix are reached.
  public SideSettings at(KeyPrefix prefix) {
    return new SideSettings(
        new Location(bucket(), prefix.text()),
        side.credentials(),
        side.profile(),
        side.endpoint(),
        side.region(),
        side.addressing(),
        side.kind(),
        side.payload());
  }

  /// The bandwidth that holds at a moment; empty when there is no limit then.
  ///
  /// @param moment by the clocks of the configuration's time zone
  public Optional<Bandwidth> bandwidthAt(LocalDateTime moment) {
    Optional<Timetable.Slot> slot = timetable.at(moment);
    return Optional.ofNullable(slot.isPresent() ? slot.get().bandwidth() : bandwidth);
  }
}
