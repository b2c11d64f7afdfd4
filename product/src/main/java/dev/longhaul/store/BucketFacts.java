package dev.longhaul.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What HeadBucket says.
///
/// @param region the bucket's region as the store names it, `null` when it names none
/// @param clockAhead how far the store's clock is ahead of ours, `null` without a Date (H66)
/// @param server the Server header, `null` for none; a change of it voids what was probed
public record BucketFacts(
    @Nullable String region, @Nullable Duration clockAhead, @Nullable String server) {}
