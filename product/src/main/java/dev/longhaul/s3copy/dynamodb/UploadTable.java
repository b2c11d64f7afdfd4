package dev.longhaul.s3copy.dynamodb;

import static dev.longhaul.s3copy.dynamodb.Attributes.NO;
import static dev.longhaul.s3copy.dynamodb.Attributes.YES;
import static dev.longhaul.s3copy.dynamodb.Attributes.number;
import static dev.longhaul.s3copy.dynamodb.Attributes.seconds;
import static dev.longhaul.s3copy.dynamodb.Attributes.text;

import dev.longhaul.effect.Clock;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.s3copy.JobScans.Visitor;
import dev.longhaul.s3copy.part.UploadRow;
import dev.longhaul.s3copy.part.UploadRow.Errand;
import dev.longhaul.s3copy.part.UploadRow.Standing;
import dev.longhaul.s3copy.part.UploadRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Uploads as rows of `S3MPUResult`.
record UploadTable(Table table, Clock clock) implements UploadRows {
  private static final String ONLY_OPEN = "#complete = :no";

  @Override
  public Optional<UploadRow> find(String upload) {
    Map<String, AttributeValue> row = table.get(PartAttributes.key(upload));
    return row.isEmpty() ? Optional.empty() : Optional.of(PartAttributes.upload(row));
  }

  @Override
  public void hand(UploadRow row) {
    Errand errand = row.errand();
    if (errand == null) {
      throw new IllegalArgumentException("an upload of ours has an errand");
    }
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    values.put("source_bucket", text(row.bucket()));
    values.put("destination_bucket", text(row.destinationBucket()));
    values.put("key", text(row.key().text()));
    values.put("part_qty", number(row.parts()));
    values.put("intent", text(errand.intent()));
    values.put("job_id", text(errand.job()));
    values.put("job_number", number(errand.number()));
    values.put("source_etag", text(errand.source().etag().value()));
    values.put("source_size", number(errand.source().size()));
    values.put("source_modified", seconds(errand.source().lastModified()));
    values.put("with_md_five", text(errand.hashing().withMd5() ? YES : NO));
    values.put("part_etags", text(errand.hashing().partETags() ? YES : NO));
    String version = errand.source().versionId();
    if (version != null) {
      values.put("source_version", text(version));
    }
    ChecksumAlgorithm announced = errand.hashing().announced();
    if (announced != null) {
      values.put("announced", text(announced.name()));
    }
    List<String> changes = new ArrayList<>();
    Condition condition = Condition.NONE.with(":zero", number(0)).with(":no", text(NO));
    for (Map.Entry<String, AttributeValue> value : values.entrySet()) {
      String name = ":" + value.getKey().replace("_", "");
      changes.add("#" + value.getKey() + " = " + name);
      condition = condition.with(name, value.getValue());
    }
    changes.add("#part_count = if_not_exists(#part_count, :zero)");
    changes.add("#complete = if_not_exists(#complete, :no)");
    String change = "SET " + String.join(", ", changes);
    table.updated(PartAttributes.key(row.upload()), change, condition.naming(change));
  }

  @Override
  public int count(String upload) {
    String change = "SET #part_count = if_not_exists(#part_count, :zero) + :one";
    Map<String, AttributeValue> row =
        table.updated(
            PartAttributes.key(upload),
            change,
            Condition.of("attribute_exists(#uploadid)")
                .naming(change)
                .with(":zero", number(0))
                .with(":one", number(1)));
    return (int) Attributes.count(row, "part_count");
  }

  @Override
  public void end(String upload, Standing how) {
    String change = "SET #complete = :how, #complete_time = :now";
    table.updated(
        PartAttributes.key(upload),
        change,
        Condition.of("attribute_exists(#uploadid) AND #complete <> :yes")
            .naming(change)
            .with(":how", text(PartAttributes.standing(how)))
            .with(":yes", text(YES))
            .with(":now", seconds(clock.now())));
  }

  @Override
  public boolean claim(UploadRow seen) {
    String change = "SET #attempts = :next";
    String unchanged =
        seen.attempts() == 0 ? "attribute_not_exists(#attempts)" : "#attempts = :seen";
    Condition condition =
        Condition.of(ONLY_OPEN + " AND " + unchanged)
            .naming(change)
            .with(":no", text(NO))
            .with(":next", number(seen.attempts() + 1));
    return !table
        .updated(
            PartAttributes.key(seen.upload()),
            change,
            seen.attempts() == 0 ? condition : condition.with(":seen", number(seen.attempts())))
        .isEmpty();
  }

  @Override
  public void park(String upload, String reason) {
    String change = "SET #complete = :how, #parked_reason = :why, #parked_time = :now";
    table.updated(
        PartAttributes.key(upload),
        change,
        Condition.of(ONLY_OPEN)
            .naming(change)
            .with(":no", text(NO))
            .with(":how", text(PartAttributes.DROPPED))
            .with(":why", text(reason))
            .with(":now", seconds(clock.now())));
  }

  @Override
  public void eachOpen(Visitor<UploadRow> visitor) {
    table.scan(
        null,
        Condition.of(ONLY_OPEN).with(":no", text(NO)),
        row -> Rows.UPLOADS.show(row, visitor));
  }
}
