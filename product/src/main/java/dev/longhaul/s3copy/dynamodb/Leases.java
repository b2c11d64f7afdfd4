package dev.longhaul.s3copy.dynamodb;

import static dev.longhaul.s3copy.dynamodb.Attributes.number;
import static dev.longhaul.s3copy.dynamodb.Attributes.seconds;
import static dev.longhaul.s3copy.dynamodb.Attributes.text;

import dev.longhaul.effect.Clock;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.JobLeases;
import dev.longhaul.s3copy.JobRow.Standing;
import dev.longhaul.s3copy.Lease;
import dev.longhaul.s3copy.OpenJob;
import dev.longhaul.s3copy.Taking;
import dev.longhaul.s3copy.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Who may work on which job, in the rows of `S3Single`: every change is conditional on the number
/// that its maker has seen.
record Leases(Table open, Table results, Clock clock) implements JobLeases {
  /// A race for one row is lost or won at once; more rounds mean that others race on.
  private static final int ROUNDS = 4;

  private static final String OURS = "#attempts = :number";

  @Override
  public Taking take(CopyJob job, Worker worker, Duration lease) {
    Map<String, AttributeValue> result = results.get(job.id());
    if (!result.isEmpty() && Attributes.result(result).standing() == Standing.DONE) {
      return new Taking.Done();
    }
    Instant now = clock.now();
    Instant until = now.plus(lease);
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, AttributeValue> row = open.get(job.id());
      if (row.isEmpty()) {
        if (open.put(row(job, worker, 1, until), Condition.of("attribute_not_exists(#id)"))) {
          return new Taking.Taken(new Lease(job, 1, until));
        }
        continue;
      }
      OpenJob held = Attributes.open(row);
      if (held.taken().isAfter(now)) {
        return new Taking.Busy(held.taken());
      }
      long number = held.attempts() + 1;
      if (open.put(row(job, worker, number, until), asSeen(held))) {
        return new Taking.Taken(new Lease(job, number, until));
      }
    }
    return new Taking.Busy(until);
  }

  private static Condition asSeen(OpenJob held) {
    Condition number =
        held.attempts() == 0
            ? Condition.of("#start_time = :started AND attribute_not_exists(#attempts)")
            : Condition.of("#start_time = :started AND #attempts = :number")
                .with(":number", number(held.attempts()));
    return number.with(":started", seconds(held.started()));
  }

  private Map<String, AttributeValue> row(CopyJob job, Worker worker, long number, Instant until) {
    Map<String, AttributeValue> row = Attributes.row(job);
    row.put(Attributes.STARTED, seconds(clock.now()));
    row.put(Attributes.LEASE, seconds(until));
    row.put(Attributes.ATTEMPTS, number(number));
    row.put(Attributes.INSTANCE, text(worker.instance()));
    String command = worker.command();
    if (command != null) {
      row.put(Attributes.COMMAND, text(command));
    }
    return row;
  }

  @Override
  public boolean renew(Lease lease, Duration length) {
    return open.update(
        lease.job().id(),
        "SET #lease_until = :until",
        Condition.of(OURS)
            .naming("#lease_until")
            .with(":until", seconds(clock.now().plus(length)))
            .with(":number", number(lease.number())));
  }

  @Override
  public Optional<Lease> takeOver(Lease handed, Worker worker, Duration length) {
    Instant until = clock.now().plus(length);
    long number = handed.number() + 1;
    boolean ours =
        open.put(
            row(handed.job(), worker, number, until),
            Condition.of(OURS).with(":number", number(handed.number())));
    return ours ? Optional.of(new Lease(handed.job(), number, until)) : Optional.empty();
  }

  @Override
  public void settle(Lease lease, Duration syncTime) {
    CopyJob job = lease.job();
    String change =
        "SET #complete = :yes, #complete_time = :now, #sync_time = :took, #source_bucket = :from,"
            + " #destination_bucket = :to, #key = :key"
            + " REMOVE #pending, #parked_reason, #parked_time";
    results.update(
        job.id(),
        change,
        Condition.NONE
            .naming(change)
            .with(":yes", text(Attributes.YES))
            .with(":now", seconds(clock.now()))
            .with(":took", seconds(syncTime))
            .with(":from", text(job.bucket()))
            .with(":to", text(job.destinationBucket()))
            .with(":key", text(job.key().text())));
    open.delete(job.id(), Condition.of(OURS).with(":number", number(lease.number())));
  }

  @Override
  public void release(Lease lease, String why) {
    open.update(
        lease.job().id(),
        "SET #lease_until = :now, #last_error = :why",
        Condition.of(OURS)
            .naming("#lease_until #last_error")
            .with(":now", seconds(clock.now()))
            .with(":why", text(why.isEmpty() ? "no reason given" : why))
            .with(":number", number(lease.number())));
  }
}
