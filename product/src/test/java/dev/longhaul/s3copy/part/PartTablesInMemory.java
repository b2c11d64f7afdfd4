package dev.longhaul.s3copy.part;

import dev.longhaul.effect.Clock;
import dev.longhaul.ledger.PartRecord;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.s3copy.JobScans.Visitor;
import dev.longhaul.s3copy.MalformedJob;
import dev.longhaul.s3copy.PartJob;
import dev.longhaul.s3copy.part.UploadRow.Errand;
import dev.longhaul.s3copy.part.UploadRow.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Tables `S3MPU` and `S3MPUResult` in memory: rows of attributes as text, as DynamoDB shows them.
public final class PartTablesInMemory {
  private final Map<String, Map<String, String>> uploads = new LinkedHashMap<>();
  private final Map<String, Map<Integer, Map<String, String>>> parts = new TreeMap<>();
  private final Clock clock;

  public PartTablesInMemory(Clock clock) {
    this.clock = clock;
  }

  public PartTables tables() {
    return new PartTables(new Notes(), new Uploads(), new Parts());
  }

  /// A row of `S3MPUResult`; empty when there is none.
  public synchronized Map<String, String> upload(String upload) {
    return uploads.getOrDefault(upload, Map.of());
  }

  /// Every upload's row, notes not among them.
  public synchronized List<Map<String, String>> uploads() {
    return uploads.values().stream().filter(row -> row.containsKey("complete")).toList();
  }

  /// Every row of `S3MPU`.
  public synchronized List<Map<String, String>> parts() {
    return parts.values().stream().flatMap(rows -> rows.values().stream()).toList();
  }

  /// Puts a row as it is.
  public synchronized void put(String table, Map<String, String> row) {
    String upload = Objects.requireNonNull(row.get("uploadid"));
    if (table.equals(PartTables.UPLOADS)) {
      uploads.put(upload, new LinkedHashMap<>(row));
    } else {
      int number = Integer.parseInt(Objects.requireNonNull(row.get("part")));
      rows(upload).put(number, new LinkedHashMap<>(row));
    }
  }

  private Map<Integer, Map<String, String>> rows(String upload) {
    return parts.computeIfAbsent(upload, _ -> new TreeMap<>());
  }

  private String now() {
    return RowText.seconds(clock.now());
  }

  private final class Notes implements UploadNotes {
    @Override
    public Optional<Note> find(String name) {
      synchronized (PartTablesInMemory.this) {
        Map<String, String> row = uploads.get(name);
        return row == null
            ? Optional.empty()
            : Optional.of(new Note(RowText.get(row, "note"), RowText.count(row, "version")));
      }
    }

    @Override
    public boolean write(String name, @Nullable Note seen, String text) {
      synchronized (PartTablesInMemory.this) {
        if (!find(name).equals(Optional.ofNullable(seen))) {
          return false;
        }
        if (text.isEmpty()) {
          uploads.remove(name);
        } else {
          Map<String, String> row = new LinkedHashMap<>();
          row.put("uploadid", name);
          row.put("note", text);
          row.put("version", Long.toString(seen == null ? 1 : seen.version() + 1));
          uploads.put(name, row);
        }
        return true;
      }
    }
  }

  private final class Uploads implements UploadRows {
    @Override
    public Optional<UploadRow> find(String upload) {
      synchronized (PartTablesInMemory.this) {
        return Optional.ofNullable(uploads.get(upload)).map(row -> RowText.upload(row, upload));
      }
    }

    @Override
    public void hand(UploadRow given) {
      synchronized (PartTablesInMemory.this) {
        Errand errand = Objects.requireNonNull(given.errand());
        Map<String, String> row =
            uploads.computeIfAbsent(given.upload(), _ -> new LinkedHashMap<>());
        row.put("uploadid", given.upload());
        row.put("source_bucket", given.bucket());
        row.put("destination_bucket", given.destinationBucket());
        row.put("key", given.key().text());
        row.put("part_qty", Integer.toString(given.parts()));
        row.putIfAbsent("part_count", "0");
        row.putIfAbsent("complete", "N");
        row.put("intent", errand.intent());
        row.put("job_id", errand.job());
        row.put("job_number", Long.toString(errand.number()));
        row.put("source_etag", errand.source().etag().value());
        row.put("source_size", Long.toString(errand.source().size()));
        row.put("source_modified", RowText.seconds(errand.source().lastModified()));
        String version = errand.source().versionId();
        if (version != null) {
          row.put("source_version", version);
        }
        ChecksumAlgorithm announced = errand.hashing().announced();
        if (announced != null) {
          row.put("announced", announced.name());
        }
        row.put("with_md_five", errand.hashing().withMd5() ? "Y" : "N");
        row.put("part_etags", errand.hashing().partETags() ? "Y" : "N");
      }
    }

    @Override
    public int count(String upload) {
      synchronized (PartTablesInMemory.this) {
        Map<String, String> row = uploads.get(upload);
        if (row == null) {
          return 0;
        }
        int carried = Integer.parseInt(row.getOrDefault("part_count", "0")) + 1;
        row.put("part_count", Integer.toString(carried));
        return carried;
      }
    }

    @Override
    public void end(String upload, Standing how) {
      synchronized (PartTablesInMemory.this) {
        Map<String, String> row = uploads.get(upload);
        if (row != null && !"Y".equals(row.get("complete"))) {
          row.put("complete", how == Standing.DONE ? "Y" : "X");
          row.put("complete_time", now());
        }
      }
    }

    @Override
    public boolean claim(UploadRow seen) {
      synchronized (PartTablesInMemory.this) {
        Map<String, String> row = uploads.get(seen.upload());
        if (row == null || !"N".equals(row.get("complete"))) {
          return false;
        }
        if (RowText.count(row, "attempts") != seen.attempts()) {
          return false;
        }
        row.put("attempts", Long.toString(seen.attempts() + 1));
        return true;
      }
    }

    @Override
    public void park(String upload, String reason) {
      synchronized (PartTablesInMemory.this) {
        Map<String, String> row = uploads.get(upload);
        if (row != null && "N".equals(row.get("complete"))) {
          row.put("complete", "X");
          row.put("parked_reason", reason);
          row.put("parked_time", now());
        }
      }
    }

    @Override
    public void eachOpen(Visitor<UploadRow> visitor) {
      List<Map<String, String>> rows = new ArrayList<>();
      synchronized (PartTablesInMemory.this) {
        uploads.values().stream()
            .filter(row -> "N".equals(row.get("complete")))
            .forEach(row -> rows.add(Map.copyOf(row)));
      }
      for (Map<String, String> row : rows) {
        try {
          visitor.row(RowText.upload(row, RowText.get(row, "uploadid")));
        } catch (MalformedJob broken) {
          visitor.unreadable(RowText.get(row, "uploadid"), String.valueOf(broken.getMessage()));
        }
      }
    }
  }

  private final class Parts implements PartRows {
    private @Nullable Map<String, String> row(String upload, int number) {
      return rows(upload).get(number);
    }

    @Override
    public PartTaking take(PartJob part, Duration lease) {
      synchronized (PartTablesInMemory.this) {
        Map<String, String> before = row(part.upload(), part.number());
        long attempts = 0;
        if (before != null) {
          PartRow seen = RowText.part(before);
          if (seen.carried()) {
            return new PartTaking.Carried();
          }
          if (seen.taken().isAfter(clock.now())) {
            return new PartTaking.Busy(seen.taken());
          }
          attempts = seen.attempts();
        }
        Map<String, String> row = new LinkedHashMap<>();
        row.put("uploadid", part.upload());
        row.put("part", Integer.toString(part.number()));
        row.put("range", part.range().first() + "-" + part.range().last());
        row.put("source_bucket", part.bucket());
        row.put("source_key", part.key().text());
        row.put("destination_bucket", part.destinationBucket());
        row.put("part_complete", "N");
        row.put("start_time", now());
        row.put("lease_until", RowText.seconds(clock.now().plus(lease)));
        row.put("attempts", Long.toString(attempts + 1));
        rows(part.upload()).put(part.number(), row);
        return new PartTaking.Taken(part, attempts + 1);
      }
    }

    private @Nullable Map<String, String> held(PartTaking.Taken lease) {
      Map<String, String> row = row(lease.part().upload(), lease.part().number());
      return row != null && RowText.count(row, "attempts") == lease.number() ? row : null;
    }

    @Override
    public boolean renew(PartTaking.Taken lease, Duration length) {
      synchronized (PartTablesInMemory.this) {
        Map<String, String> row = held(lease);
        if (row != null) {
          row.put("lease_until", RowText.seconds(clock.now().plus(length)));
        }
        return row != null;
      }
    }

    @Override
    public void release(PartTaking.Taken lease, String why) {
      synchronized (PartTablesInMemory.this) {
        Map<String, String> row = held(lease);
        if (row != null && !"Y".equals(row.get("part_complete"))) {
          row.put("lease_until", now());
          row.put("last_error", why);
        }
      }
    }

    @Override
    public boolean carried(String upload, PartRecord record) {
      synchronized (PartTablesInMemory.this) {
        Map<String, String> row = row(upload, record.number());
        if (row == null || "Y".equals(row.get("part_complete"))) {
          return false;
        }
        row.put("part_complete", "Y");
        row.put("finish_time", now());
        row.put("etag", record.etag().value());
        row.put("size", Long.toString(record.size()));
        row.put("crc", Integer.toString(record.crc32c()));
        return true;
      }
    }

    private void visit(List<Map<String, String>> rows, Visitor<PartRow> visitor) {
      for (Map<String, String> row : rows) {
        try {
          visitor.row(RowText.part(row));
        } catch (MalformedJob broken) {
          visitor.unreadable(
              RowText.get(row, "uploadid") + " " + row.get("part"),
              String.valueOf(broken.getMessage()));
        }
      }
    }

    @Override
    public void each(String upload, Visitor<PartRow> visitor) {
      List<Map<String, String>> rows = new ArrayList<>();
      synchronized (PartTablesInMemory.this) {
        rows(upload).values().forEach(row -> rows.add(Map.copyOf(row)));
      }
      visit(rows, visitor);
    }

    @Override
    public void eachOpen(Visitor<PartRow> visitor) {
      List<Map<String, String>> rows = new ArrayList<>();
      synchronized (PartTablesInMemory.this) {
        parts().stream()
            .filter(row -> "N".equals(row.get("part_complete")))
            .forEach(row -> rows.add(Map.copyOf(row)));
      }
      visit(rows, visitor);
    }

    @Override
    public void forget(PartRow seen) {
      synchronized (PartTablesInMemory.this) {
        Map<String, String> row = row(seen.job().upload(), seen.job().number());
        if (row != null && RowText.part(row).equals(seen)) {
          rows(seen.job().upload()).remove(seen.job().number());
        }
      }
    }

    @Override
    public void forgetAll(String upload) {
      synchronized (PartTablesInMemory.this) {
        parts.remove(upload);
      }
    }
  }
}
