package dev.longhaul.running;

/// Everything that a configuration at work opens.
public record Openings(LedgerOpening ledgers, RouteOpening routes, Intakes intakes) {}
