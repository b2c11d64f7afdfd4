package dev.longhaul.scan.inventory.parquet;

import dev.hardwood.Hardwood;
import dev.hardwood.HardwoodContext;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.ColumnSchema;
import dev.longhaul.effect.Scratch;
import dev.longhaul.effect.Workers;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.scan.inventory.Entries;
import dev.longhaul.scan.inventory.RowFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Rows in Parquet. Keys stand in it as they are (H63).
///
/// Bytes damaged inside a file can make the library wait without end. Only a file whose MD5 was
/// right comes here, but whoever wrote it may have been wrong; so the library is watched.
public final class ParquetFormat implements RowFormat {
  /// Threads of the library that decode columns; the reading of a report is never what is waited
  /// for.
  private static final int THREADS = 2;

  /// The library tells on standard error how it was built; held, as a logger that is not is lost.
  private static final Logger LIBRARY = Logger.getLogger("dev.hardwood");

  private static final String KEY = "key";
  private static final String LATEST = "is_latest";
  private static final String DELETE_MARKER = "is_delete_marker";
  private static final String SIZE = "size";
  private static final String LAST_MODIFIED = "last_modified_date";
  private static final String ETAG = "e_tag";
  private static final String STORAGE_CLASS = "storage_class";
  private static final List<String> NEEDED = List.of(KEY, SIZE, LAST_MODIFIED, ETAG);
  private static final List<String> USED =
      Stream.concat(NEEDED.stream(), Stream.of(LATEST, DELETE_MARKER, STORAGE_CLASS)).toList();

  /// For how long the library may think about one step.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Workers workers;
  private final Duration patience;

  public ParquetFormat(Workers workers) {
    this(workers, PATIENCE);
  }

  ParquetFormat(Workers workers, Duration patience) {
    this.workers = workers;
    this.patience = patience;
    LIBRARY.setLevel(Level.WARNING);
  }

  @Override
  public void read(
      Scratch.Sheet file, long length, List<String> fields, Consumer<ListedObject> taker)
      throws IOException {
    Watch watch = new Watch(workers, patience);
    watch.watch(() -> read(file, length, entry -> watch.outside(() -> taker.accept(entry))));
  }

  private static void read(Scratch.Sheet file, long length, Consumer<ListedObject> taker)
      throws IOException {
    SheetFile sheet = new SheetFile(file, length);
    // The sheet is closed first, so that no thread of the library's reads on.
    try (HardwoodContext context = HardwoodContext.create(THREADS);
        Hardwood library = Hardwood.create(context);
        ParquetFileReader reader = open(library, sheet);
        sheet) {
      Set<String> columns =
          reader.getFileSchema().getColumns().stream()
              .map(ColumnSchema::name)
              .collect(Collectors.toSet());
      check(columns);
      try (RowReader rows = rows(reader, columns)) {
        long count = 0;
        Optional<Row> row = next(rows, columns);
        while (row.isPresent()) {
          count++;
          ListedObject entry = row.get().entry();
          if (entry != null) {
            taker.accept(entry);
          }
          row = next(rows, columns);
        }
        check(count, reader.getFileMetaData().numRows());
      }
    }
  }

  private static ParquetFileReader open(Hardwood library, SheetFile file) throws IOException {
    try {
      return library.open(file);
    } catch (RuntimeException malformed) {
      throw unreadable(malformed);
    }
  }

  private static RowReader rows(ParquetFileReader reader, Set<String> columns) throws IOException {
    String[] used = USED.stream().filter(columns::contains).toArray(String[]::new);
    try {
      return reader.buildRowReader().projection(ColumnProjection.columns(used)).build();
    } catch (RuntimeException malformed) {
      throw unreadable(malformed);
    }
  }

  private static void check(Set<String> columns) throws IOException {
    for (String needed : NEEDED) {
      if (!columns.contains(needed)) {
        throw new IOException(
            "it has no column "
                + needed
                + "; add Size, LastModifiedDate and ETag to the inventory's configuration");
      }
    }
  }

  private static void check(long count, long promised) throws IOException {
    if (count != promised) {
      throw new IOException("it has " + count + " rows, and says it has " + promised);
    }
  }

  /// A row of a file.
  ///
  /// @param entry `null` for a row of an older version or a delete marker
  private record Row(@Nullable ListedObject entry) {}

  /// The next row; empty at the end.
  private static Optional<Row> next(RowReader rows, Set<String> columns) throws IOException {
    try {
      if (!rows.hasNext()) {
        return Optional.empty();
      }
      rows.next();
      return Optional.of(new Row(isCurrent(rows, columns) ? entry(rows, columns) : null));
    } catch (RuntimeException | LinkageError malformed) {
      throw unreadable(malformed);
    }
  }

  private static boolean isCurrent(RowReader row, Set<String> columns) {
    boolean older = has(row, columns, LATEST) && !row.getBoolean(LATEST);
    return !older && !(has(row, columns, DELETE_MARKER) && row.getBoolean(DELETE_MARKER));
  }

  private static ListedObject entry(RowReader row, Set<String> columns) {
    boolean dated = has(row, columns, LAST_MODIFIED);
    return Entries.of(
        ObjectKey.ofBytes(row.getBinary(KEY)),
        has(row, columns, SIZE) ? row.getLong(SIZE) : null,
        has(row, columns, ETAG) ? row.getString(ETAG) : null,
        dated ? row.getTimestamp(LAST_MODIFIED).toEpochMilli() : null,
        has(row, columns, STORAGE_CLASS) ? row.getString(STORAGE_CLASS) : null);
  }

  private static boolean has(RowReader row, Set<String> columns, String column) {
    return columns.contains(column) && !row.isNull(column);
  }

  /// The library says what is wrong with a file by unchecked exceptions of many kinds.
  private static IOException unreadable(Throwable malformed) {
    return new IOException(
        "it cannot be read as Parquet: " + String.valueOf(malformed.getMessage()), malformed);
  }
}
