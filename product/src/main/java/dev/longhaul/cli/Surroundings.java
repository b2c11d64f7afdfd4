package dev.longhaul.cli;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Randomness;
import dev.longhaul.effect.Scratch;
import dev.longhaul.effect.Workers;
import java.util.Map;

/// The world that commands work in.
///
/// @param environment the environment variables
public record Surroundings(
    Stores stores,
    States states,
    Interrupts interrupts,
    Clock clock,
    Workers workers,
    Randomness randomness,
    Scratch scratch,
    Map<String, String> environment) {}
