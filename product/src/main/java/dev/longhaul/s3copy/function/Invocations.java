package dev.longhaul.s3copy.function;

/// Invokes functions and does not wait for what they do. Thread-safe.
@FunctionalInterface
public interface Invocations {
  /// Returns once the function will surely be given the payload, some time.
  ///
  /// @throws NotSent when it is not known whether it will
  void invoke(String function, String payload);
}
