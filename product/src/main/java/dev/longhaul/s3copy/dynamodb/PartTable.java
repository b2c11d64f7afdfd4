package dev.longhaul.s3copy.dynamodb;

import static dev.longhaul.s3copy.dynamodb.Attributes.NO;
import static dev.longhaul.s3copy.dynamodb.Attributes.YES;
import static dev.longhaul.s3copy.dynamodb.Attributes.number;
import static dev.longhaul.s3copy.dynamodb.Attributes.seconds;
import static dev.longhaul.s3copy.dynamodb.Attributes.text;

import dev.longhaul.effect.Clock;
import dev.longhaul.ledger.PartRecord;
import dev.longhaul.s3copy.JobScans.Visitor;
import dev.longhaul.s3copy.PartJob;
import dev.longhaul.s3copy.part.PartRow;
import dev.longhaul.s3copy.part.PartRows;
import dev.longhaul.s3copy.part.PartTaking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Parts as rows of `S3MPU`: every change is conditional on the number that its maker has seen.
record PartTable(Table table, Clock clock) implements PartRows {
  /// A race for one row is lost or won at once; more rounds mean that others race on.
  private static final int ROUNDS = 4;

  private static final String OURS = "#attempts = :number AND #part_complete = :no";

  @Override
  public PartTaking take(PartJob part, Duration lease) {
    Instant now = clock.now();
    Instant until = now.plus(lease);
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, AttributeValue> row = table.get(PartAttributes.key(part.upload(), part.number()));
      if (row.isEmpty()) {
        if (table.put(row(part, 1, until), Condition.of("attribute_not_exists(#uploadid)"))) {
          return new PartTaking.Taken(part, 1);
        }
        continue;
      }
      PartRow held = PartAttributes.part(row);
      if (held.carried()) {
        return new PartTaking.Carried();
      }
      if (held.taken().isAfter(now)) {
        return new PartTaking.Busy(held.taken());
      }
      long number = held.attempts() + 1;
      if (table.put(row(part, number, until), asSeen(held))) {
        return new PartTaking.Taken(part, number);
      }
    }
    return new PartTaking.Busy(until);
  }

  private static Condition asSeen(PartRow held) {
    String begun = "#start_time = :started AND #part_complete = :complete AND ";
    Condition condition =
        held.attempts() == 0
            ? Condition.of(begun + "attribute_not_exists(#attempts)")
            : Condition.of(begun + "#attempts = :number").with(":number", number(held.attempts()));
    return condition
        .with(":started", seconds(held.started()))
        .with(":complete", text(held.carried() ? YES : NO));
  }

  private Map<String, AttributeValue> row(PartJob part, long number, Instant until) {
    Map<String, AttributeValue> row = PartAttributes.row(part);
    row.put(Attributes.STARTED, seconds(clock.now()));
    row.put(Attributes.LEASE, seconds(until));
    row.put(Attributes.ATTEMPTS, number(number));
    return row;
  }

  private static Map<String, AttributeValue> key(PartTaking.Taken lease) {
    return PartAttributes.key(lease.part().upload(), lease.part().number());
  }

  private static Condition ours(PartTaking.Taken lease, String change) {
    return Condition.of(OURS)
        .naming(change)
        .with(":number", number(lease.number()))
        .with(":no", text(NO));
  }

  @Override
  public boolean renew(PartTaking.Taken lease, Duration length) {
    String change = "SET #lease_until = :until";
    Condition condition = ours(lease, change).with(":until", seconds(clock.now().plus(length)));
    return !table.updated(key(lease), change, condition).isEmpty();
  }

  @Override
  public void release(PartTaking.Taken lease, String why) {
    String change = "SET #lease_until = :now, #last_error = :why";
    table.updated(
        key(lease),
        change,
        ours(lease, change)
            .with(":now", seconds(clock.now()))
            .with(":why", text(why.isEmpty() ? "no reason given" : why)));
  }

  @Override
  public boolean carried(String upload, PartRecord record) {
    String change =
        "SET #part_complete = :yes, #finish_time = :now, #etag = :etag, #size = :size,"
            + " #crc = :crc";
    return !table
        .updated(
            PartAttributes.key(upload, record.number()),
            change,
            Condition.of("attribute_exists(#uploadid) AND #part_complete <> :yes")
                .naming(change)
                .with(":yes", text(YES))
                .with(":now", seconds(clock.now()))
                .with(":etag", text(record.etag().value()))
                .with(":size", number(record.size()))
                .with(":crc", number(record.crc32c())))
        .isEmpty();
  }

  @Override
  public void each(String upload, Visitor<PartRow> visitor) {
    table.query(of(upload), row -> Rows.PARTS.show(row, visitor));
  }

  private static Condition of(String upload) {
    return Condition.of("#uploadid = :upload").with(":upload", text(upload));
  }

  @Override
  public void eachOpen(Visitor<PartRow> visitor) {
    table.scan(
        null,
        Condition.of("#part_complete = :no").with(":no", text(NO)),
        row -> Rows.PARTS.show(row, visitor));
  }

  @Override
  public void forget(PartRow seen) {
    table.delete(PartAttributes.key(seen.job().upload(), seen.job().number()), asSeen(seen));
  }

  @Override
  public void forgetAll(String upload) {
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    table.query(
        of(upload),
        row ->
            keys.add(
                Map.of(
                    PartAttributes.UPLOAD,
                    row.getOrDefault(PartAttributes.UPLOAD, text(upload)),
                    PartAttributes.PART,
                    row.getOrDefault(PartAttributes.PART, number(0)))));
    table.deleteAll(keys);
  }
}
