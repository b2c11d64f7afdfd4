package dev.longhaul.scan.inventory;

import dev.longhaul.effect.Scratch;
import dev.longhaul.hint.KeyText;
import dev.longhaul.object.Escaped;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Rows as comma-separated values, compressed with gzip. Keys are written as in forms: a space is a
/// plus sign, and most other bytes are `%XX` (H63).
final class CsvFormat implements RowFormat {
  private static final int BUFFER_BYTES = 64 << 10;

  /// Where the columns are; -1 for one there is none of.
  private record Columns(
      int count,
      int key,
      int latest,
      int deleteMarker,
      int size,
      int lastModified,
      int etag,
      int storageClass) {
    static Columns of(List<String> fields) throws IOException {
      return new Columns(
          fields.size(),
          needed(fields, "Key"),
          fields.indexOf("IsLatest"),
          fields.indexOf("IsDeleteMarker"),
          needed(fields, "Size"),
          needed(fields, "LastModifiedDate"),
          needed(fields, "ETag"),
          fields.indexOf("StorageClass"));
    }

    private static int needed(List<String> fields, String name) throws IOException {
      int index = fields.indexOf(name);
      if (index < 0) {
        throw new IOException(
            "it has no field "
                + name
                + "; add Size, LastModifiedDate and ETag to the inventory's configuration");
      }
      return index;
    }

    boolean isCurrent(List<String> row) {
      return !"false".equalsIgnoreCase(value(row, latest))
          && !"true".equalsIgnoreCase(value(row, deleteMarker));
    }

    static @Nullable String value(List<String> row, int column) {
      return column < 0 || row.get(column).isEmpty() ? null : row.get(column);
    }
  }

  @Override
  public void read(
      Scratch.Sheet file, long length, List<String> fields, Consumer<ListedObject> taker)
      throws IOException {
    Columns columns = Columns.of(fields);
    try (Reader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    new BufferedInputStream(file.read(), BUFFER_BYTES), BUFFER_BYTES),
                StandardCharsets.UTF_8),
            BUFFER_BYTES)) {
      CsvRows rows = new CsvRows(in);
      for (List<String> row = rows.next(); !row.isEmpty(); row = rows.next()) {
        take(row, columns, rows.number(), taker);
      }
    } catch (EOFException early) {
      throw new IOException("its compressed bytes end too early", early);
    }
  }

  private static void take(
      List<String> row, Columns columns, long number, Consumer<ListedObject> taker)
      throws IOException {
    if (row.size() != columns.count()) {
      throw new IOException(
          "row "
              + number
              + " has "
              + row.size()
              + " fields, and "
              + columns.count()
              + " by its manifest");
    }
    if (!columns.isCurrent(row)) {
      return;
    }
    String text = row.get(columns.key());
    List<ObjectKey> readings = KeyText.readings(text, KeyText.Encoding.FORM);
    if (readings.isEmpty()) {
      throw new IOException("the key of row " + number + " is none: " + Escaped.text(text));
    }
    for (ObjectKey key : readings) {
      taker.accept(entry(key, row, columns, number));
    }
  }

  private static ListedObject entry(ObjectKey key, List<String> row, Columns columns, long number)
      throws IOException {
    try {
      String size = Columns.value(row, columns.size());
      String modified = Columns.value(row, columns.lastModified());
      return Entries.of(
          key,
          size == null ? null : Long.valueOf(size),
          Columns.value(row, columns.etag()),
          modified == null ? null : Instant.parse(modified).toEpochMilli(),
          Columns.value(row, columns.storageClass()));
    } catch (IllegalArgumentException | DateTimeException malformed) {
      throw new IOException(
          "row " + number + " is none of an inventory: " + malformed.getMessage(), malformed);
    }
  }
}
