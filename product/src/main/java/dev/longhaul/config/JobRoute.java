package dev.longhaul.config;

import dev.longhaul.object.KeyPrefix;
import dev.longhaul.route.GlobFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One route of function Main: which keys of a bucket become jobs, and where those go.
///
/// @param source the bucket
/// @param prefix of the source's keys that are meant
/// @param filters which of them, in the order in which they are written
/// @param destination the bucket; keys are the same there
/// @param credentials the object with the destination's keys, `null` where it is that of all routes
public record JobRoute(
    String source,
    KeyPrefix prefix,
    List<GlobFilter.Rule> filters,
    String destination,
    @Nullable Location credentials) {
  public JobRoute {
    filters = List.copyOf(filters);
  }
}
