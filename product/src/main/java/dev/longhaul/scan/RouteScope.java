package dev.longhaul.scan;

import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.route.KeyFilter;
import dev.longhaul.route.KeyMapping;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which keys a route is about: what its filter accepts, without the folder in which stores are
/// probed (decision 9). Everything else is neither copied nor deleted nor compared.
public final class RouteScope {
  /// What follows the destination's prefix in the keys of probes.
  public static final String PROBE_FOLDER = ".longhaul-probe/";

  private final KeyMapping mapping;
  private final KeyFilter filter;
  private final boolean samePrefixes;
  private final @Nullable KeyPrefix probes;

  public RouteScope(KeyMapping mapping, KeyFilter filter) {
    this.mapping = mapping;
    this.filter = filter;
    this.samePrefixes = mapping.source().equals(mapping.destination());
    String folder = mapping.source().text() + PROBE_FOLDER;
    boolean fits = mapping.source().length() + PROBE_FOLDER.length() <= ObjectKey.MAX_BYTES;
    this.probes = fits ? KeyPrefix.of(folder) : null;
  }

  KeyMapping mapping() {
    return mapping;
  }

  /// Whether the route is about this key of the source.
  boolean includes(ObjectKey sourceKey) {
    return (probes == null || !sourceKey.startsWith(probes)) && filter.accepts(sourceKey);
  }

  /// The source's key of a destination's key, when the route is about it. A key too long for the
  /// source is not the route's.
  Optional<ObjectKey> sourceKey(ObjectKey destinationKey) {
    Optional<ObjectKey> key =
        samePrefixes ? Optional.of(destinationKey) : mapping.toSource(destinationKey);
    return key.filter(this::includes);
  }
}
