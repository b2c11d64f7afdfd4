package dev.longhaul.s3copy;

import java.time.Duration;
import java.util.Optional;

/// The tables as a worker uses them: at any time exactly one of ours works on a job. Thread-safe;
/// throws [TablesUnavailable] when the tables give no answer.
public interface JobLeases {
  /// Takes the job and writes its `S3Single` row, whoever sent it and whether or not Main wrote a
  /// result row. Rows whose lease ran out are taken over, also those of the original's workers
  /// ([OpenJob#taken]). A parked job can be taken: somebody wants it.
  ///
  /// @throws MalformedJob when a row of the job does not say what it must
  Taking take(CopyJob job, Worker worker, Duration lease);

  /// Keeps the job for so long from now. `false` when it is another's by now: its holder ends, or
  /// goes on at the price of doing work twice, but calls `release` no more.
  boolean renew(Lease lease, Duration length);

  /// Takes a job whose parts are with others from the one who handed it over: of all who hold the
  /// same lease exactly one gets it. Empty when it is another's by now, whoever that is.
  Optional<Lease> takeOver(Lease handed, Worker worker, Duration length);

  /// The key was proved equal after the job was taken: first `S3SingleResult` says `complete` `Y`,
  /// `complete_time` and `sync_time`, then the `S3Single` row goes unless it is another's by now.
  /// True also where the lease ran out, because it says what is so.
  void settle(Lease lease, Duration syncTime);

  /// Gives the job back undone, so that Monitor sends it again, and says why (`last_error`).
  /// Nothing happens when it is another's by now.
  void release(Lease lease, String why);
}
