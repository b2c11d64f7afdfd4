package dev.longhaul.s3copy;

import java.time.Instant;

/// The right to work on a job until then. Only its holder knows its number: whoever takes the job
/// after it ran out has the next one.
public record Lease(CopyJob job, long number, Instant until) {}
