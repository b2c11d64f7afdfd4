package dev.longhaul.config;

import dev.longhaul.object.KeyPrefix;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What a first configuration is to hold: one route, from one store to another. It names where
/// credentials are, and holds none (H79).
///
/// @param source how the bucket that is read is reached; its location may have a prefix
/// @param queue the URL of the queue that brings the source's events, `null` for none
/// @param mirror whether what the source does not have is deleted
/// @param state where the ledgers are kept, `null` for the usual folder
public record Draft(
    SideSettings source,
    SideSettings destination,
    @Nullable URI queue,
    boolean mirror,
    @Nullable Path state) {
  private static final int MOST_NAME = 63;
  private static final String OTHER = "-copy";

  public Draft {
    new Rules()
        .check(isOpen(source.endpoint()), "source endpoint", "names no user and no password")
        .check(isOpen(destination.endpoint()), "dest endpoint", "names no user and no password")
        .check(isOpen(queue), "queue", "names no user and no password")
        .end();
  }

  private static boolean isOpen(@Nullable URI url) {
    return url == null || url.getRawUserInfo() == null;
  }

  /// What the source is called, also as a route.
  public String sourceName() {
    return named(source, "source");
  }

  /// What the destination is called; never as the source.
  public String destinationName() {
    String name = named(destination, "destination");
    return name.equals(sourceName()) ? cut(name, MOST_NAME - OTHER.length()) + OTHER : name;
  }

  /// The name of a store after its bucket; what no name may hold becomes a dash.
  private static String named(SideSettings side, String otherwise) {
    String name =
        side.location().bucket().replaceAll("[^A-Za-z0-9_-]+", "-").replaceAll("^[_-]+|[_-]+$", "");
    return name.isEmpty() ? otherwise : cut(name, MOST_NAME);
  }

  private static String cut(String name, int most) {
    return name.substring(0, Math.min(most, name.length()));
  }

  /// The keys that are copied.
  public KeyPrefix sourcePrefix() {
    return source.location().prefix(false);
  }

  /// What stands in its place at the destination.
  public KeyPrefix destinationPrefix() {
    return destination.location().prefix(false);
  }
}
