package dev.longhaul.cli;

/// One `--include` or `--exclude`; of those that match a key the last one given wins.
public record FilterRule(boolean include, String glob) {}
