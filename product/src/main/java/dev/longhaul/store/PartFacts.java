package dev.longhaul.store;

/// What a store says of one part of a multipart object (H38).
///
/// @param partsCount number of parts of the whole object
/// @param size bytes of the part asked for
public record PartFacts(int partsCount, long size) {}
