package dev.longhaul.s3copy;

import dev.longhaul.effect.Clock;
import dev.longhaul.object.ObjectKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Both tables in memory: rows of attributes, texts and numbers of seconds as text, as DynamoDB
/// shows them.
public final class CopyTablesInMemory implements JobLeases, JobRecords, JobScans {
  private final Map<String, Map<String, String>> open = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> results = new LinkedHashMap<>();
  private final Clock clock;

  public CopyTablesInMemory(Clock clock) {
    this.clock = clock;
  }

  public CopyTables tables() {
    return new CopyTables(this, this, this);
  }

  /// The rows of one table by id; what is put there is there.
  public synchronized Map<String, Map<String, String>> rows(String table) {
    return table.equals(CopyTables.OPEN) ? open : results;
  }

  static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString();
  }

  static String seconds(Instant instant) {
    return seconds(Duration.between(Instant.EPOCH, instant));
  }

  private static @Nullable Instant instant(@Nullable String seconds) {
    return seconds == null
        ? null
        : Instant.EPOCH.plusNanos(new BigDecimal(seconds).movePointRight(9).longValue());
  }

  private static Map<String, String> row(CopyJob job) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("id", job.id());
    row.put("source_bucket", job.bucket());
    row.put("destination_bucket", job.destinationBucket());
    row.put("key", job.key().text());
    row.put("complete", "N");
    return row;
  }

  private static CopyJob job(Map<String, String> row) {
    return new CopyJob(
        get(row, "id"),
        get(row, "source_bucket"),
        ObjectKey.of(get(row, "key")),
        get(row, "destination_bucket"),
        null);
  }

  private static String get(Map<String, String> row, String name) {
    String value = row.get(name);
    if (value == null) {
      throw new MalformedJob(name + ": is missing");
    }
    return value;
  }

  private static JobRow result(Map<String, String> row) {
    String reason = row.get("parked_reason");
    JobRow.Standing standing =
        "Y".equals(row.get("complete"))
            ? JobRow.Standing.DONE
            : reason == null ? JobRow.Standing.PENDING : JobRow.Standing.PARKED;
    return new JobRow(
        job(row),
        standing,
        instant(row.get("sent_time")),
        Long.parseLong(row.getOrDefault("attempts", "0")),
        row.get("instance_id"),
        row.get("command_id"),
        reason);
  }

  private static OpenJob opened(Map<String, String> row) {
    return new OpenJob(
        job(row),
        Objects.requireNonNull(instant(get(row, "start_time"))),
        instant(row.get("lease_until")),
        Long.parseLong(row.getOrDefault("attempts", "0")),
        row.get("instance_id"));
  }

  @Override
  public synchronized Taking take(CopyJob job, Worker worker, Duration lease) {
    Map<String, String> result = results.get(job.id());
    if (result != null && result(result).standing() == JobRow.Standing.DONE) {
      return new Taking.Done();
    }
    Map<String, String> before = open.get(job.id());
    long attempts = 0;
    if (before != null) {
      OpenJob held = opened(before);
      if (held.taken().isAfter(clock.now())) {
        return new Taking.Busy(held.taken());
      }
      attempts = held.attempts();
    }
    return new Taking.Taken(begin(job, worker, attempts + 1, lease));
  }

  private Lease begin(CopyJob job, Worker worker, long number, Duration lease) {
    Instant until = clock.now().plus(lease);
    Map<String, String> row = row(job);
    row.put("start_time", seconds(clock.now()));
    row.put("lease_until", seconds(until));
    row.put("attempts", Long.toString(number));
    row.put("instance_id", worker.instance());
    if (worker.command() != null) {
      row.put("command_id", worker.command());
    }
    open.put(job.id(), row);
    return new Lease(job, number, until);
  }

  @Override
  public synchronized Optional<Lease> takeOver(Lease handed, Worker worker, Duration length) {
    return held(handed) == null
        ? Optional.empty()
        : Optional.of(begin(handed.job(), worker, handed.number() + 1, length));
  }

  private @Nullable Map<String, String> held(Lease lease) {
    Map<String, String> row = open.get(lease.job().id());
    boolean ours = row != null && Long.toString(lease.number()).equals(row.get("attempts"));
    return ours ? row : null;
  }

  @Override
  public synchronized boolean renew(Lease lease, Duration length) {
    Map<String, String> row = held(lease);
    if (row != null) {
      row.put("lease_until", seconds(clock.now().plus(length)));
    }
    return row != null;
  }

  @Override
  public synchronized void settle(Lease lease, Duration syncTime) {
    Map<String, String> row = results.computeIfAbsent(lease.job().id(), id -> row(lease.job()));
    row.put("sync_time", seconds(syncTime));
    complete(lease.job().id());
    if (held(lease) != null) {
      open.remove(lease.job().id());
    }
  }

  @Override
  public synchronized void release(Lease lease, String why) {
    Map<String, String> row = held(lease);
    if (row != null) {
      row.put("lease_until", seconds(clock.now()));
      row.put("last_error", why);
    }
  }

  @Override
  public synchronized JobRow record(CopyJob job) {
    return result(results.computeIfAbsent(job.id(), id -> row(job)));
  }

  @Override
  public synchronized Optional<JobRow> find(String id) {
    return Optional.ofNullable(results.get(id)).map(CopyTablesInMemory::result);
  }

  @Override
  public synchronized boolean claim(JobRow seen) {
    Map<String, String> row = results.get(seen.job().id());
    if (row == null || result(row).standing() != JobRow.Standing.PENDING) {
      return false;
    }
    if (!Objects.equals(result(row).sent(), seen.sent())) {
      return false;
    }
    row.put("sent_time", seconds(clock.now()));
    return true;
  }

  @Override
  public synchronized void sent(String id, String instance, @Nullable String command) {
    Map<String, String> row = results.get(id);
    if (row != null) {
      row.put("attempts", Long.toString(result(row).attempts() + 1));
      row.put("instance_id", instance);
      if (command != null) {
        row.put("command_id", command);
      }
    }
  }

  @Override
  public synchronized void park(String id, String reason) {
    Map<String, String> row = results.get(id);
    if (row != null && result(row).standing() == JobRow.Standing.PENDING) {
      row.put("parked_reason", reason);
      row.put("parked_time", seconds(clock.now()));
      open.remove(id);
    }
  }

  @Override
  public synchronized void complete(String id) {
    Map<String, String> row = results.get(id);
    if (row != null) {
      row.put("complete", "Y");
      row.put("complete_time", seconds(clock.now()));
      row.remove("parked_reason");
      row.remove("parked_time");
    }
  }

  @Override
  public synchronized void forget(OpenJob seen) {
    Map<String, String> row = open.get(seen.job().id());
    if (row != null && opened(row).equals(seen)) {
      open.remove(seen.job().id());
    }
  }

  @Override
  public synchronized Optional<OpenJob> open(String id) {
    return Optional.ofNullable(open.get(id)).map(CopyTablesInMemory::opened);
  }

  @Override
  public void eachOpen(Visitor<OpenJob> visitor) {
    for (Map<String, String> row : copy(open)) {
      try {
        visitor.row(opened(row));
      } catch (MalformedJob broken) {
        visitor.unreadable(get(row, "id"), String.valueOf(broken.getMessage()));
      }
    }
  }

  @Override
  public void eachPending(Visitor<JobRow> visitor) {
    for (Map<String, String> row : copy(results)) {
      try {
        JobRow result = result(row);
        if (result.standing() == JobRow.Standing.PENDING) {
          visitor.row(result);
        }
      } catch (MalformedJob broken) {
        visitor.unreadable(get(row, "id"), String.valueOf(broken.getMessage()));
      }
    }
  }

  private synchronized List<Map<String, String>> copy(Map<String, Map<String, String>> table) {
    List<Map<String, String>> rows = new ArrayList<>();
    table.values().forEach(row -> rows.add(Map.copyOf(row)));
    return rows;
  }

  @Override
  public boolean isOpen(String bucket, ObjectKey key, String destinationBucket) {
    CopyJob wanted = new CopyJob("any", bucket, key, destinationBucket, null);
    return copy(open).stream()
        .anyMatch(row -> isOf(row, wanted) && opened(row).mayWork(clock.now()));
  }

  private static boolean isOf(Map<String, String> row, CopyJob wanted) {
    return wanted.bucket().equals(row.get("source_bucket"))
        && wanted.key().text().equals(row.get("key"))
        && wanted.destinationBucket().equals(row.get("destination_bucket"));
  }
}
