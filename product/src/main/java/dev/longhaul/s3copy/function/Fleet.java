package dev.longhaul.s3copy.function;

import java.util.List;

/// The machines that work on jobs. Thread-safe.
public interface Fleet {
  /// All that carry the tag, however many, whether online or not.
  ///
  /// @throws NotSent when they cannot be asked for
  List<Instance> instances();

  /// The tag by which they are found, for messages.
  String tag();
}
