package dev.longhaul.bench.server;

import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An object of a bucket.
///
/// @param etag without quotes
/// @param headers what it was written with: metadata, tags, checksums, storage class
/// @param body its bytes where they were kept; `null` for those of the pattern
/// @param place offset in the pattern where it begins
/// @param partSize bytes of each part, 0 when it was written in one
record Thing(
    long size,
    String etag,
    long modifiedMillis,
    Map<String, String> headers,
    @Nullable ByteBuffer body,
    int place,
    long partSize) {}
