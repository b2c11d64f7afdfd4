package dev.longhaul.scan.inventory;

import dev.longhaul.hint.Json;
import dev.longhaul.object.Escaped;
import dev.longhaul.object.ObjectKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a report says of itself.
///
/// @param sourceBucket the bucket it is about
/// @param created when its making began: what changed later may or may not be in it
/// @param fields the columns of its rows, in order
record Manifest(
    String sourceBucket,
    Instant created,
    Format format,
    List<String> fields,
    List<DataFile> files) {
  /// Enough for some 25,000 files of rows.
  static final int MOST_BYTES = 8 << 20;

  Manifest {
    fields = List.copyOf(fields);
    files = List.copyOf(files);
  }

  /// How rows are written.
  enum Format {
    CSV,
    ORC,
    PARQUET
  }

  /// Reads `manifest.json`.
  ///
  /// @throws IOException when it is none, with a message for people
  static Manifest parse(byte[] bytes) throws IOException {
    try {
      Json json = Json.parse(new String(bytes, StandardCharsets.UTF_8), MOST_BYTES);
      Format format = format(text(json, "fileFormat"));
      return new Manifest(
          bucket(text(json, "sourceBucket")),
          Instant.ofEpochMilli(Long.parseLong(scalar(json, "creationTimestamp"))),
          format,
          fields(text(json, "fileSchema"), format),
          files(json.at("files").items()));
    } catch (IllegalArgumentException | DateTimeException malformed) {
      throw new IOException("it is no manifest: " + malformed.getMessage(), malformed);
    }
  }

  private static String text(Json json, String name) throws IOException {
    String text = json.text(name);
    if (text == null) {
      throw new IOException("it is no manifest: it has no \"" + name + "\"");
    }
    return text;
  }

  private static String scalar(Json json, String name) throws IOException {
    String text = json.at(name).scalar();
    if (text.isEmpty()) {
      throw new IOException("it is no manifest: it has no \"" + name + "\"");
    }
    return text;
  }

  /// Some manifests name a bucket by its ARN.
  private static String bucket(String name) {
    return name.startsWith("arn:") ? name.substring(name.lastIndexOf(':') + 1) : name;
  }

  private static Format format(String name) throws IOException {
    try {
      return Format.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new IOException("its format is unknown: " + Escaped.text(name), unknown);
    }
  }

  /// The schema of CSV is a list of names; that of Parquet stands in the files too.
  private static List<String> fields(String schema, Format format) {
    return format == Format.CSV ? List.of(schema.strip().split("\\s*,\\s*")) : List.of();
  }

  private static List<DataFile> files(@Nullable List<Json> items) throws IOException {
    if (items == null) {
      throw new IOException("it is no manifest: it has no \"files\"");
    }
    List<DataFile> files = new ArrayList<>();
    for (Json item : items) {
      files.add(
          new DataFile(
              ObjectKey.of(text(item, "key")),
              Long.parseLong(scalar(item, "size")),
              text(item, "MD5checksum").toLowerCase(Locale.ROOT)));
    }
    return files;
  }
}
