package dev.longhaul.reconcile;

/// One of the two ends of a route.
public enum Side {
  SOURCE,
  DESTINATION
}
