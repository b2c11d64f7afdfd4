package dev.longhaul.s3copy.function;

/// A queue that keeps what is put into it. Thread-safe.
@FunctionalInterface
public interface Post {
  /// Returns once the message is safe in the queue.
  ///
  /// @throws NotSent when it is not known whether it is
  void put(String message);
}
