package dev.longhaul.s3copy.listing;

import dev.longhaul.object.ObjectKey;

/// One line of a listing, as far as two listings can agree on it.
public record ListedObject(ObjectKey key, long size) {}
