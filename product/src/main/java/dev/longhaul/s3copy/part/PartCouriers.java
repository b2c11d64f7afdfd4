package dev.longhaul.s3copy.part;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Workers;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.Lease;
import dev.longhaul.s3copy.PartJob;
import dev.longhaul.s3copy.part.UploadRow.Errand;
import dev.longhaul.s3copy.part.UploadRow.Standing;
import dev.longhaul.s3copy.worker.CopyUnavailable;
import dev.longhaul.transfer.Couriers;
import dev.longhaul.transfer.PartOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Hands the parts of uploads to functions, each as a message of its own in the original's form.
/// What a part needs besides is written down before, with the upload. Thread-safe; one for a
/// process.
public final class PartCouriers {
  /// Messages on their way at once: ten thousand one after another would take minutes.
  private static final int AT_ONCE = 16;

  private final PartTables tables;
  private final PartPost post;
  private final Workers workers;
  private final Clock clock;

  /// The jobs that this process works on, by destination.
  private final Map<Place, Work> jobs = new ConcurrentHashMap<>();

  /// @param hands whether parts may be handed over, or were often enough since the job was sent
  private record Work(Lease lease, boolean hands) {}

  private record Place(String bucket, ObjectKey key) {
    static Place of(CopyJob job) {
      return new Place(job.destinationBucket(), job.key());
    }
  }

  public PartCouriers(PartTables tables, PartPost post, Workers workers, Clock clock) {
    this.tables = tables;
    this.post = post;
    this.workers = workers;
    this.clock = clock;
  }

  /// Parts to one bucket.
  public Couriers to(String destinationBucket, PartPace pace) {
    return new Couriers() {
      @Override
      public long longest() {
        return pace.longest(destinationBucket);
      }

      @Override
      public void hand(List<PartOrder> parts, int count) {
        PartOrder first = parts.getFirst();
        Work work = jobs.get(new Place(destinationBucket, first.destinationKey()));
        if (work == null) {
          throw new CopyUnavailable("nobody works on the key " + first.destinationKey(), null);
        }
        if (!work.hands) {
          throw new CopyUnavailable(
              "parts of it were handed over again and again, and the upload came to no end; what"
                  + " the destination refuses stands in last_error of their rows, or in the"
                  + " functions' logs",
              null);
        }
        PartCouriers.this.hand(work.lease, parts, count);
      }
    };
  }

  /// Does work on a job, whose parts are handed over under its lease meanwhile.
  ///
  /// @param hands whether they may be
  <T> T during(Lease lease, boolean hands, Supplier<T> work) {
    Place place = Place.of(lease.job());
    Work begun = new Work(lease, hands);
    jobs.put(place, begun);
    try {
      return work.get();
    } finally {
      jobs.remove(place, begun);
    }
  }

  private void hand(Lease lease, List<PartOrder> parts, int count) {
    CopyJob job = lease.job();
    PartOrder first = parts.getFirst();
    String upload = first.upload().value();
    tables
        .uploads()
        .hand(
            new UploadRow(
                upload,
                job.bucket(),
                job.key(),
                job.destinationBucket(),
                count,
                Standing.OPEN,
                0,
                new Errand(
                    first.intent(), job.id(), lease.number(), first.source(), first.hashing())));
    Set<Integer> busy = busy(upload);
    List<PartJob> messages = new ArrayList<>();
    for (PartOrder part : parts) {
      if (!busy.contains(part.number())) {
        messages.add(
            new PartJob(
                job.bucket(),
                job.key(),
                job.destinationBucket(),
                upload,
                part.number(),
                part.range(),
                job.credentials()));
      }
    }
    send(messages);
  }

  /// Parts that somebody carries now are not sent again.
  private Set<Integer> busy(String upload) {
    Set<Integer> busy = new HashSet<>();
    for (PartRow row : tables.parts().readable(upload)) {
      if (!row.carried() && row.taken().isAfter(clock.now())) {
        busy.add(row.job().number());
      }
    }
    return busy;
  }

  private void send(List<PartJob> messages) {
    int lanes = Math.min(AT_ONCE, messages.size());
    try (Workers.Group group = workers.open("parts")) {
      List<Workers.Job<Boolean>> jobs = new ArrayList<>();
      for (int lane = 0; lane < lanes; lane++) {
        int first = lane;
        jobs.add(
            group.start(() -> {
              for (int at = first; at < messages.size(); at += lanes) {
                post.send(messages.get(at));
              }
              return true;
            }));
      }
      jobs.forEach(Workers.Job::join);
    }
  }
}
