package dev.longhaul.bench.server;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A body that came in, as far as it is remembered.
///
/// @param md5 in hexadecimal digits
/// @param kept its bytes where it is small and not of the pattern
/// @param from where in the pattern it begins, -1 when it is none of it
/// @param crc32 computed only where a request asked for it
record Received(
    long length, String md5, int crc32c, int crc32, @Nullable ByteBuffer kept, int from) {}
