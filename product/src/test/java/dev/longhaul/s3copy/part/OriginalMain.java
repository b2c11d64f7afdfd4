package dev.longhaul.s3copy.part;

import dev.longhaul.object.Metadata;
import dev.longhaul.object.Tags;
import dev.longhaul.s3copy.JobText;
import dev.longhaul.s3copy.PartJob;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.UploadId;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the original's Main does with a large object: an upload, a row, and a message for each
/// part.
final class OriginalMain {
  private static final long PART = 5L << 20;

  private OriginalMain() {}

  static String opens(PartWorld world, int parts) {
    UploadId upload =
        world
            .destination
            .ports()
            .uploads()
            .create(PartWorld.KEY, ObjectAttributes.of(Metadata.NONE, Tags.NONE), null);
    Map<String, String> row = new LinkedHashMap<>();
    row.put("uploadid", upload.value());
    row.put("source_bucket", "near");
    row.put("destination_bucket", "far");
    row.put("key", PartWorld.KEY.text());
    row.put("part_qty", Integer.toString(parts));
    row.put("part_count", "0");
    row.put("complete", "N");
    world.parts.put(PartTables.UPLOADS, row);
    return upload.value();
  }

  /// The message as Python's `json.dumps` writes it, with a range that is not cut at the end.
  static PartJob part(String upload, int number) {
    return JobText.part(
        """
        {"bucket": "near", "key": "large", "dst_bucket": "far", "uploadid": "%s", "part": "%d", \
        "range": "bytes=%d-%d", "credbucket": "keys", "credobject": "S3BJScredential.txt"}\
        """
            .formatted(upload, number, (number - 1) * PART, number * PART - 1));
  }
}
