package dev.longhaul.alert;

/// Somebody, or something, that is told. Used by one thread at a time.
public interface AlertTarget extends AutoCloseable {
  /// Tells it, and waits for the answer, but no longer than about half a minute. What fails is not
  /// tried again here. Throws nothing but `Cancelled`.
  ///
  /// @throws dev.longhaul.effect.Cancelled when it was told to stop
  Answer tell(Notice notice);

  /// Lets go of connections. Idempotent.
  @Override
  default void close() {}

  /// How it went.
  sealed interface Answer {
    /// It was taken.
    record Taken() implements Answer {}

    /// It was not taken, or nobody knows.
    ///
    /// @param why for people, with what to do; names no secret
    /// @param again whether another try may work
    record Failed(String why, boolean again) implements Answer {}
  }
}
