package dev.longhaul.s3copy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tables as Main and Monitor use them. Thread-safe; throws [TablesUnavailable] when the tables
/// give no answer.
public interface JobRecords {
  /// Writes the job down in `S3SingleResult` with `complete` `N`, unless it is there, and gives the
  /// row that is there now.
  ///
  /// @throws MalformedJob when that does not say what it must
  JobRow record(CopyJob job);

  /// The job's row in `S3SingleResult`.
  ///
  /// @throws MalformedJob when it does not say what it must
  Optional<JobRow> find(String id);

  /// Claims to send a pending job to a worker now: `sent_time` becomes now. `false` when somebody
  /// else did since `seen` was read, or it is no longer pending; then it must not be sent.
  boolean claim(JobRow seen);

  /// The job was sent there: `attempts` grows by one, `instance_id` and `command_id` say to whom.
  ///
  /// @param command `null` where it was not Run Command that carried it
  void sent(String id, String instance, @Nullable String command);

  /// Gives a pending job up until a person looks, with the reason, and removes its `S3Single` row.
  void park(String id, String reason);

  /// The key was proved equal without a worker: `complete` `Y` and `complete_time`.
  void complete(String id);

  /// Removes an `S3Single` row, unless it is no longer the one that was seen.
  void forget(OpenJob seen);
}
