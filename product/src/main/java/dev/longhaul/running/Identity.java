package dev.longhaul.running;

import dev.longhaul.config.Configuration;
import dev.longhaul.config.RouteEntry;
import dev.longhaul.config.SideSettings;
import java.util.List;

/// What names an end of a route for good, found without asking anybody, so that a ledger is open
/// and takes hints before its stores answer.
final class Identity {
  private Identity() {}

  /// Where it is, its bucket and its prefix, each preceded by its length. A profile counts only
  /// where it may say where the store is. Names of stores and routes do not count: they may be
  /// changed.
  static String of(Configuration configuration, RouteEntry.End end) {
    SideSettings side = configuration.at(end).side();
    String where =
        side.endpoint() != null
            ? side.endpoint().toString()
            : side.profile() == null ? "" : "profile " + side.profile();
    StringBuilder text = new StringBuilder();
    for (String part : List.of(where, side.location().bucket(), end.prefix().text())) {
      text.append(part.length()).append(':').append(part);
    }
    return text.toString();
  }
}
