package dev.longhaul.s3copy.worker;

import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.s3copy.CopyJob;
import java.time.Duration;

/// How work on a job ended.
public sealed interface JobEnd {
  CopyJob job();

  /// The key is proved equal, and the tables say so.
  ///
  /// @param outcome what it took
  record Settled(CopyJob job, Outcome outcome, Duration time) implements JobEnd {}

  /// The key cannot be made equal before a person does something; the tables say so.
  record Parked(CopyJob job, ParkedKey parked) implements JobEnd {}

  /// Its parts are with others: whoever carries the last of them ends it.
  record HandedOver(CopyJob job) implements JobEnd {}

  /// It was given back, and Monitor will send it again.
  record Undone(CopyJob job, String why) implements JobEnd {}
}
