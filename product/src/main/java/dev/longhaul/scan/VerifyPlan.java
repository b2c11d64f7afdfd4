package dev.longhaul.scan;

import dev.longhaul.reconcile.Equality;
import dev.longhaul.store.ObjectReader;

/// What one verification compares.
///
/// @param source reads the source's objects
/// @param destination reads the destination's objects
/// @param equality what counts as equal
public record VerifyPlan(
    ScanPlan scan,
    ObjectReader source,
    ObjectReader destination,
    Equality equality,
    Thoroughness thoroughness,
    PassLimits limits) {}
