package dev.longhaul.store.calls;

import dev.longhaul.store.Operation;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// What was counted of the calls to a store up to one moment.
///
/// @param requests by kind, tries that failed included; kinds that were never used are left out
/// @param received bytes of bodies read
/// @param sent bytes of bodies written
/// @param throttled requests that the store answered with a plea for less
/// @param failed requests that failed otherwise, or may have
/// @param inFlight requests on their way
public record Meter(
    Map<Operation, Long> requests,
    long received,
    long sent,
    long throttled,
    long failed,
    long inFlight) {
  public Meter {
    EnumMap<Operation, Long> copy = new EnumMap<>(Operation.class);
    copy.putAll(requests);
    requests = Collections.unmodifiableMap(copy);
  }

  /// All requests.
  public long total() {
    return requests.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Requests of one kind.
  public long of(Operation operation) {
    return requests.getOrDefault(operation, 0L);
  }
}
