package dev.longhaul.demo;

/// One way in which two buckets differ.
///
/// @param aspect what differs, such as `bytes` or `tags`
/// @param left what the first bucket holds, in a form to be read by people
public record BucketDifference(String key, String aspect, String left, String right) {}
