package dev.longhaul.s3copy.dynamodb;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.JobRow;
import dev.longhaul.s3copy.JobRow.Standing;
import dev.longhaul.s3copy.MalformedJob;
import dev.longhaul.s3copy.OpenJob;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Rows of both tables as values, and back. Times are numbers of seconds, with fractions.
final class Attributes {
  static final String ID = "id";
  static final String COMPLETE = "complete";
  static final String BUCKET = "source_bucket";
  static final String KEY = "key";
  static final String DESTINATION = "destination_bucket";
  static final String STARTED = "start_time";
  static final String LEASE = "lease_until";
  static final String ATTEMPTS = "attempts";
  static final String INSTANCE = "instance_id";
  static final String COMMAND = "command_id";
  static final String ERROR = "last_error";
  static final String SENT = "sent_time";
  static final String COMPLETED = "complete_time";
  static final String SYNC_TIME = "sync_time";
  static final String PARKED = "parked_time";
  static final String REASON = "parked_reason";

  /// Only rows that are pending have it, so that an index over it holds no others.
  static final String PENDING = "pending";

  static final String YES = "Y";
  static final String NO = "N";
  private static final int NANOS = 9;

  /// The end of the year 9999.
  private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799L);

  private Attributes() {}

  static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  static AttributeValue seconds(Instant instant) {
    return seconds(Duration.between(Instant.EPOCH, instant));
  }

  static AttributeValue seconds(Duration duration) {
    BigDecimal seconds =
        BigDecimal.valueOf(duration.getSeconds())
            .add(BigDecimal.valueOf(duration.getNano(), NANOS));
    return AttributeValue.fromN(
        seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString());
  }

  static Map<String, AttributeValue> id(String id) {
    return Map.of(ID, text(id));
  }

  /// What the original's programs write of a job that is not done.
  static Map<String, AttributeValue> row(CopyJob job) {
    String key = job.key().text();
    if (!ObjectKey.of(key).equals(job.key())) {
      throw new MalformedJob("key: is not UTF-8, and no table holds it: " + job.key());
    }
    Map<String, AttributeValue> row = new LinkedHashMap<>();
    row.put(ID, text(job.id()));
    row.put(BUCKET, text(job.bucket()));
    row.put(DESTINATION, text(job.destinationBucket()));
    row.put(KEY, text(key));
    row.put(COMPLETE, text(NO));
    return row;
  }

  /// @throws MalformedJob when the row does not say what it must
  static OpenJob open(Map<String, AttributeValue> row) {
    Instant started = instant(row, STARTED);
    if (started == null) {
      throw new MalformedJob(STARTED + ": is missing");
    }
    return new OpenJob(
        job(row), started, instant(row, LEASE), count(row, ATTEMPTS), find(row, INSTANCE));
  }

  /// @throws MalformedJob when the row does not say what it must
  static JobRow result(Map<String, AttributeValue> row) {
    String reason = find(row, REASON);
    Standing standing = Standing.PENDING;
    if (YES.equals(find(row, COMPLETE))) {
      standing = Standing.DONE;
    } else if (reason != null) {
      standing = Standing.PARKED;
    }
    return new JobRow(
        job(row),
        standing,
        instant(row, SENT),
        count(row, ATTEMPTS),
        find(row, INSTANCE),
        find(row, COMMAND),
        reason);
  }

  private static CopyJob job(Map<String, AttributeValue> row) {
    String key = required(row, KEY);
    try {
      return new CopyJob(
          required(row, ID),
          required(row, BUCKET),
          ObjectKey.of(key),
          required(row, DESTINATION),
          null);
    } catch (MalformedJob malformed) {
      throw malformed;
    } catch (IllegalArgumentException none) {
      throw new MalformedJob(KEY + ": " + none.getMessage());
    }
  }

  static String name(Map<String, AttributeValue> row) {
    String id = find(row, ID);
    return id == null ? "" : id;
  }

  static @Nullable String find(Map<String, AttributeValue> row, String name) {
    AttributeValue value = row.get(name);
    return value == null ? null : value.s();
  }

  static String required(Map<String, AttributeValue> row, String name) {
    String value = find(row, name);
    if (value == null || value.isEmpty()) {
      throw new MalformedJob(name + ": is missing");
    }
    return value;
  }

  private static @Nullable BigDecimal number(Map<String, AttributeValue> row, String name) {
    AttributeValue value = row.get(name);
    if (value == null || value.n() == null) {
      return null;
    }
    return new BigDecimal(value.n());
  }

  static long count(Map<String, AttributeValue> row, String name) {
    BigDecimal number = number(row, name);
    return number == null ? 0 : number.longValue();
  }

  static @Nullable Instant instant(Map<String, AttributeValue> row, String name) {
    BigDecimal seconds = number(row, name);
    if (seconds == null) {
      return null;
    }
    // Milliseconds, taken for seconds, would hold a job for ever.
    if (seconds.signum() < 0 || seconds.compareTo(LATEST) > 0) {
      throw new MalformedJob(name + ": is no time in seconds since 1970: " + seconds);
    }
    long whole = seconds.longValue();
    BigDecimal rest = seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(NANOS);
    return Instant.ofEpochSecond(whole, rest.longValue());
  }
}
