package dev.longhaul.s3copy.dynamodb;

import static dev.longhaul.s3copy.dynamodb.Attributes.NO;
import static dev.longhaul.s3copy.dynamodb.Attributes.YES;
import static dev.longhaul.s3copy.dynamodb.Attributes.count;
import static dev.longhaul.s3copy.dynamodb.Attributes.find;
import static dev.longhaul.s3copy.dynamodb.Attributes.instant;
import static dev.longhaul.s3copy.dynamodb.Attributes.number;
import static dev.longhaul.s3copy.dynamodb.Attributes.required;
import static dev.longhaul.s3copy.dynamodb.Attributes.text;

import dev.longhaul.ledger.PartRecord;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ETag;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.s3copy.JobText;
import dev.longhaul.s3copy.MalformedJob;
import dev.longhaul.s3copy.PartJob;
import dev.longhaul.s3copy.part.PartRow;
import dev.longhaul.s3copy.part.UploadRow;
import dev.longhaul.s3copy.part.UploadRow.Errand;
import dev.longhaul.s3copy.part.UploadRow.Standing;
import dev.longhaul.transfer.PartHashing;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Rows of `S3MPU` and `S3MPUResult` as values, and back.
final class PartAttributes {
  static final String UPLOAD = "uploadid";
  static final String PART = "part";

  /// Of an upload that was given up: the original has no word for it.
  static final String DROPPED = "X";

  /// The largest number of parts, and the most attempts that anybody counts.
  private static final long MOST = 1_000_000;

  private PartAttributes() {}

  static Map<String, AttributeValue> key(String upload) {
    return Map.of(UPLOAD, text(upload));
  }

  static Map<String, AttributeValue> key(String upload, int part) {
    return Map.of(UPLOAD, text(upload), PART, number(part));
  }

  static String standing(Standing standing) {
    return switch (standing) {
      case OPEN -> NO;
      case DONE -> YES;
      case DROPPED -> DROPPED;
    };
  }

  /// @throws MalformedJob when the row does not say what it must
  static UploadRow upload(Map<String, AttributeValue> row) {
    return read(() -> {
      String complete = required(row, Attributes.COMPLETE);
      return new UploadRow(
          required(row, UPLOAD),
          required(row, Attributes.BUCKET),
          ObjectKey.of(required(row, Attributes.KEY)),
          required(row, Attributes.DESTINATION),
          small(row, "part_qty"),
          complete.equals(NO)
              ? Standing.OPEN
              : complete.equals(YES) ? Standing.DONE : Standing.DROPPED,
          count(row, Attributes.ATTEMPTS),
          find(row, "intent") == null ? null : errand(row));
    });
  }

  private static Errand errand(Map<String, AttributeValue> row) {
    String announced = find(row, "announced");
    return new Errand(
        required(row, "intent"),
        required(row, "job_id"),
        count(row, "job_number"),
        new Incarnation(
            new ETag(required(row, "source_etag")),
            count(row, "source_size"),
            time(row, "source_modified"),
            find(row, "source_version")),
        new PartHashing(
            announced == null ? null : ChecksumAlgorithm.valueOf(announced),
            YES.equals(find(row, "with_md_five")),
            YES.equals(find(row, "part_etags"))));
  }

  /// What the original's function writes of a part that it begins.
  static Map<String, AttributeValue> row(PartJob part) {
    String key = part.key().text();
    if (!ObjectKey.of(key).equals(part.key())) {
      throw new MalformedJob("key: is not UTF-8, and no table holds it: " + part.key());
    }
    Map<String, AttributeValue> row = new LinkedHashMap<>(key(part.upload(), part.number()));
    row.put("range", text(part.range().first() + "-" + part.range().last()));
    row.put(Attributes.BUCKET, text(part.bucket()));
    row.put("source_key", text(key));
    row.put(Attributes.DESTINATION, text(part.destinationBucket()));
    row.put("part_complete", text(NO));
    return row;
  }

  /// @throws MalformedJob when the row does not say what it must
  static PartRow part(Map<String, AttributeValue> row) {
    return read(() -> {
      boolean carried = YES.equals(find(row, "part_complete"));
      int number = small(row, PART);
      return new PartRow(
          new PartJob(
              required(row, Attributes.BUCKET),
              ObjectKey.of(required(row, "source_key")),
              required(row, Attributes.DESTINATION),
              required(row, UPLOAD),
              number,
              JobText.range(required(row, "range")),
              null),
          carried,
          time(row, Attributes.STARTED),
          instant(row, Attributes.LEASE),
          count(row, Attributes.ATTEMPTS),
          carried ? record(row, number) : null);
    });
  }

  private static @Nullable PartRecord record(Map<String, AttributeValue> row, int number) {
    return row.containsKey("crc")
        ? new PartRecord(
            number, count(row, "size"), new ETag(required(row, "etag")), (int) count(row, "crc"))
        : null;
  }

  private static int small(Map<String, AttributeValue> row, String name) {
    long number = count(row, name);
    if (number < 1 || number > MOST) {
      throw new MalformedJob(name + ": is missing, or no number of parts");
    }
    return (int) number;
  }

  private static Instant time(Map<String, AttributeValue> row, String name) {
    Instant time = instant(row, name);
    if (time == null) {
      throw new MalformedJob(name + ": is missing");
    }
    return time;
  }

  private static <T> T read(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (MalformedJob malformed) {
      throw malformed;
    } catch (IllegalArgumentException none) {
      throw new MalformedJob(String.valueOf(none.getMessage()));
    }
  }

  static String name(Map<String, AttributeValue> row) {
    String upload = find(row, UPLOAD);
    AttributeValue part = row.get(PART);
    return (upload == null ? "" : upload) + (part == null ? "" : " part " + part.n());
  }
}
