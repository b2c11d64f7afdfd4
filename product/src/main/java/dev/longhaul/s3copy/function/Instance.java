package dev.longhaul.s3copy.function;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A machine of the fleet, as Systems Manager knows it.
///
/// @param online whether its agent answers; anything else is a machine that no command reaches
/// @param lastPing when its agent was heard last, `null` for never
/// @param longhaul whether its worker is ours: it carries the tag `S3SyncWorker=longhaul`
public record Instance(String id, boolean online, @Nullable Instant lastPing, boolean longhaul) {}
