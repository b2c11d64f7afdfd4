package dev.longhaul.s3copy.part;

import dev.longhaul.ledger.PartRecord;
import dev.longhaul.object.ByteRange;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ETag;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.s3copy.MalformedJob;
import dev.longhaul.s3copy.PartJob;
import dev.longhaul.s3copy.part.UploadRow.Errand;
import dev.longhaul.s3copy.part.UploadRow.Standing;
import dev.longhaul.transfer.PartHashing;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Rows of attributes as text, read as values.
final class RowText {
  private RowText() {}

  static String seconds(Instant instant) {
    Duration time = Duration.between(Instant.EPOCH, instant);
    return BigDecimal.valueOf(time.toNanos(), 9).stripTrailingZeros().toPlainString();
  }

  static Instant instant(String seconds) {
    return Instant.EPOCH.plusNanos(new BigDecimal(seconds).movePointRight(9).longValue());
  }

  static String get(Map<String, String> row, String name) {
    String value = row.get(name);
    if (value == null) {
      throw new MalformedJob(name + ": is missing");
    }
    return value;
  }

  static long count(Map<String, String> row, String name) {
    return Long.parseLong(row.getOrDefault(name, "0"));
  }

  static UploadRow upload(Map<String, String> row, String id) {
    String intent = row.get("intent");
    Standing standing =
        switch (get(row, "complete")) {
          case "N" -> Standing.OPEN;
          case "Y" -> Standing.DONE;
          default -> Standing.DROPPED;
        };
    return new UploadRow(
        id,
        get(row, "source_bucket"),
        ObjectKey.of(get(row, "key")),
        get(row, "destination_bucket"),
        Integer.parseInt(get(row, "part_qty")),
        standing,
        count(row, "attempts"),
        intent == null ? null : errand(row, intent));
  }

  static Errand errand(Map<String, String> row, String intent) {
    String announced = row.get("announced");
    return new Errand(
        intent,
        get(row, "job_id"),
        count(row, "job_number"),
        new Incarnation(
            new ETag(get(row, "source_etag")),
            count(row, "source_size"),
            instant(get(row, "source_modified")),
            row.get("source_version")),
        new PartHashing(
            announced == null ? null : ChecksumAlgorithm.valueOf(announced),
            "Y".equals(row.get("with_md_five")),
            "Y".equals(row.get("part_etags"))));
  }

  static PartRow part(Map<String, String> row) {
    boolean carried = "Y".equals(row.get("part_complete"));
    int number = Integer.parseInt(get(row, "part"));
    String[] range = get(row, "range").split("-", -1);
    long first = Long.parseLong(range[0]);
    String crc = row.get("crc");
    String lease = row.get("lease_until");
    return new PartRow(
        new PartJob(
            get(row, "source_bucket"),
            ObjectKey.of(get(row, "source_key")),
            get(row, "destination_bucket"),
            get(row, "uploadid"),
            number,
            new ByteRange(first, Long.parseLong(range[1]) - first + 1),
            null),
        carried,
        instant(get(row, "start_time")),
        lease == null ? null : instant(lease),
        count(row, "attempts"),
        crc == null || !carried
            ? null
            : new PartRecord(
                number, count(row, "size"), new ETag(get(row, "etag")), (int) count(row, "crc")));
  }
}
