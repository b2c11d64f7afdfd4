package dev.longhaul.route;

/// One source to one destination: which keys, under which names there, and how they are made equal.
///
/// @param filter which of the source's keys are meant; all others are left alone on both sides
public record Route(KeyMapping mapping, KeyFilter filter, Policy policy) {
  /// A route of every key under the source's prefix.
  public static Route of(KeyMapping mapping, Policy policy) {
    return new Route(mapping, KeyFilter.ALL, policy);
  }
}
