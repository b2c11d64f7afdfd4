package dev.longhaul.scan.inventory;

import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.memory.Content;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.MemoryObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// A report as Amazon delivers one: rows in a compressed file, a manifest, and its checksum last.
public final class WrittenReport {
  /// The folder of all reports of one configuration.
  public static final String FOLDER = "inventory/source/daily/";

  private static final String USUAL_FIELDS =
      "Bucket, Key, Size, LastModifiedDate, ETag, StorageClass";

  String sourceBucket = "source";
  String format = "CSV";
  String fields = USUAL_FIELDS;
  String name = "2026-11-20T01-00Z";
  private final List<byte[]> files = new ArrayList<>();
  private final StringBuilder rows = new StringBuilder();

  /// It is about another bucket.
  public WrittenReport of(String bucket) {
    sourceBucket = bucket;
    return this;
  }

  /// Adds a row, each field quoted.
  public WrittenReport row(String... values) {
    rows.append('"').append(String.join("\",\"", values)).append("\"\n");
    return this;
  }

  /// Adds the row of an object as it is now.
  public WrittenReport row(String key, MemoryObject object) {
    String encoded = URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
    return row(
        sourceBucket,
        encoded,
        Long.toString(object.content().size()),
        object.lastModified().toString(),
        object.etag().value(),
        "STANDARD");
  }

  /// Adds rows of everything that a bucket holds now.
  public WrittenReport rows(InMemoryStore store) {
    store.objects().forEach((key, object) -> row(key.text(), object));
    return this;
  }

  /// Ends a file of rows.
  public WrittenReport endFile() {
    return file(gzip(rows.toString()));
  }

  WrittenReport file(byte[] bytes) {
    files.add(bytes);
    rows.setLength(0);
    return this;
  }

  /// Puts everything into a bucket.
  ///
  /// @return the key of the manifest
  public String deliver(InMemoryStore store) {
    if (files.isEmpty()) {
      endFile();
    }
    for (int number = 0; number < files.size(); number++) {
      put(store, data(number), files.get(number));
    }
    String manifest = manifest();
    put(store, at("manifest.json"), manifest.getBytes(StandardCharsets.UTF_8));
    String md5 = ReportBucket.md5(manifest.getBytes(StandardCharsets.UTF_8));
    put(store, at("manifest.checksum"), (md5 + "\n").getBytes(StandardCharsets.UTF_8));
    return at("manifest.json");
  }

  String at(String file) {
    return FOLDER + name + "/" + file;
  }

  String data(int number) {
    return FOLDER + "data/" + name + "-" + number + ".gz";
  }

  String manifest() {
    StringBuilder text = new StringBuilder();
    for (int number = 0; number < files.size(); number++) {
      byte[] file = files.get(number);
      text.append(number == 0 ? "" : ",")
          .append("{\"key\":\"%s\",\"size\":%d,".formatted(data(number), file.length))
          .append("\"MD5checksum\":\"%s\"}".formatted(ReportBucket.md5(file)));
    }
    return """
    {"sourceBucket":"%s","destinationBucket":"arn:aws:s3:::reports","version":"2016-11-30",
    "creationTimestamp":"%d","fileFormat":"%s","fileSchema":"%s","files":[%s]}
    """
        .formatted(
            sourceBucket,
            Instant.parse("2026-11-20T01:00:00Z").toEpochMilli(),
            format,
            fields,
            text);
  }

  static void put(InMemoryStore store, String key, byte[] bytes) {
    store.put(ObjectKey.of(key), ObjectAttributes.of(Metadata.NONE, Tags.NONE), Content.of(bytes));
  }

  static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
