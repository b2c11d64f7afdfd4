package dev.longhaul.scan.inventory;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Scratch;
import dev.longhaul.object.Escaped;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.scan.SourceReport;
import dev.longhaul.store.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Consumer;

/// An S3 Inventory of the source: one report, or the newest of a folder of them. Each read looks
/// for the newest anew. Thread-safe.
public final class Inventory implements SourceReport {
  private final ReportBucket bucket;
  private final String path;
  private final String sourceBucket;
  private final Means means;

  /// What reading takes.
  ///
  /// @param parquet reads rows in that format
  public record Means(Scratch scratch, Clock clock, RowFormat parquet) {}

  /// @param store the bucket that reports are delivered to
  /// @param path the key of a report's `manifest.json`, or the folder of all reports of one
  ///   configuration
  /// @param sourceBucket the bucket that the report must be about
  public Inventory(ObjectStore store, String path, String sourceBucket, Means means) {
    this.bucket = new ReportBucket(store);
    this.path = path;
    this.sourceBucket = sourceBucket;
    this.means = means;
  }

  @Override
  public String read(Consumer<ListedObject> taker) {
    ReportFinder finder = new ReportFinder(bucket);
    ObjectKey at = isManifest(path) ? ObjectKey.of(path) : finder.newest(folder());
    Manifest manifest = finder.read(at);
    if (!manifest.sourceBucket().equals(sourceBucket)) {
      throw bucket.refused(
          at,
          "it is about the bucket "
              + Escaped.text(manifest.sourceBucket())
              + ", and the source is "
              + Escaped.text(sourceBucket));
    }
    RowFormat format = format(at, manifest.format());
    for (DataFile file : manifest.files()) {
      read(file, manifest, format, taker);
    }
    return "the inventory of "
        + manifest.created().truncatedTo(ChronoUnit.SECONDS)
        + ", "
        + age(manifest.created(), means.clock().now())
        + " old ("
        + bucket.name(at.toString())
        + ")";
  }

  /// Whether a path names one report and not a folder of them.
  private static boolean isManifest(String path) {
    return path.equals(ReportFinder.MANIFEST) || path.endsWith("/" + ReportFinder.MANIFEST);
  }

  private String folder() {
    return path.isEmpty() || path.endsWith("/") ? path : path + "/";
  }

  private RowFormat format(ObjectKey at, Manifest.Format format) {
    return switch (format) {
      case CSV -> new CsvFormat();
      case PARQUET -> means.parquet();
      case ORC ->
          throw bucket.refused(
              at, "its format is ORC, which is not read; choose Parquet or CSV for the inventory");
    };
  }

  private void read(
      DataFile file, Manifest manifest, RowFormat format, Consumer<ListedObject> taker) {
    try (Scratch.Sheet sheet = bucket.fetch(file, means.scratch())) {
      format.read(sheet, file.size(), manifest.fields(), taker);
    } catch (IOException malformed) {
      throw bucket.refused(file.key(), String.valueOf(malformed.getMessage()));
    }
  }

  private static String age(Instant created, Instant now) {
    Duration age = Duration.between(created, now);
    long days = age.toDays();
    if (days > 1) {
      return String.format(Locale.ROOT, "%,d days", days);
    }
    long hours = Math.max(0, age.toHours());
    return hours == 1 ? "1 hour" : hours + " hours";
  }
}
