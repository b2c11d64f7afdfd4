package dev.longhaul.s3copy.function;

/// Is told what functions do. Thread-safe.
public interface Journal {
  /// One line for people.
  void line(String text);

  /// One more of something that an alarm watches.
  void count(Figure figure, long number);

  /// What is counted. The names are those of the metrics in namespace `S3Sync`.
  enum Figure {
    NotDispatched,
    JobsRedriven,
    JobsParked,
    UploadsParked,
    RowsUnreadable,
    DeletesWaiting
  }
}
