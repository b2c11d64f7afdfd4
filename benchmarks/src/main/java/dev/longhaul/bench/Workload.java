package dev.longhaul.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What is synced.
enum Workload {
  SMALL_20K(20_000, 10 << 10, false, ""),
  SMALL_100K(100_000, 10 << 10, false, ""),
  LARGE_4X1G(4, 1L << 30, false, ""),
  LARGE_1X4G(1, 4L << 30, false, ""),
  LARGE_1X20G(1, 20L << 30, false, ""),
  TLS_20K(20_000, 10 << 10, false, "tls"),
  TLS_1X4G(1, 4L << 30, false, "tls"),
  NOOP_200K(200_000, 10 << 10, true, ""),
  NOOP_1M(1_000_000, 10 << 10, true, ""),
  NOOP_3M(3_000_000, 10 << 10, true, ""),
  NOOP_10M(10_000_000, 10 << 10, true, ""),
  NOOP_1M_50MS(1_000_000, 10 << 10, true, "lists=50");

  private static final long LARGE = 64L << 20;
  private static final long PART = 16L << 20;
  private final long objects;
  private final long size;
  private final boolean equalAlready;
  private final String manner;

  /// @param manner how the endpoints answer, as they are told it
  Workload(long objects, long size, boolean equalAlready, String manner) {
    this.objects = objects;
    this.size = size;
    this.equalAlready = equalAlready;
    this.manner = manner;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static @Nullable Workload named(String word) {
    return Arrays.stream(values())
        .filter(workload -> workload.word().equals(word))
        .findFirst()
        .orElse(null);
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Workload::word).toList();
  }

  long objects() {
    return objects;
  }

  boolean isNoop() {
    return equalAlready;
  }

  boolean isEncrypted() {
    return manner.contains("tls");
  }

  boolean isLarge() {
    return size >= LARGE;
  }

  /// Bytes that have to move.
  long bytes() {
    return equalAlready ? 0 : objects * size;
  }

  /// The endpoint that is copied from, as the server is told it.
  String source() {
    return endpoint(Task.SOURCE, objects, "2026-01-01T00:00:00Z");
  }

  /// The endpoint that is copied to.
  String destination() {
    return endpoint(Task.SINK, equalAlready ? objects : 0, "2026-01-02T00:00:00Z");
  }

  /// Buckets of two names: between two of one name `sync` would look for a loop (H14).
  private String endpoint(String accessKey, long stock, String date) {
    return String.join(
        ",",
        "0",
        accessKey,
        accessKey,
        Long.toString(stock),
        Long.toString(size),
        Long.toString(isLarge() ? PART : 0),
        date,
        manner);
  }
}
