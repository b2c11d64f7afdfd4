package dev.longhaul.replicate;

import java.time.Instant;

/// What is wrong with a store, since when, in words for people.
public record Trouble(Instant since, String why) {}
