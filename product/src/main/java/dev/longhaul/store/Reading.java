package dev.longhaul.store;

/// How a read ended.
///
/// @param <T> what the reader made of the bytes
public sealed interface Reading<T> {
  /// The bytes were read to their end, as many as announced, all of one incarnation.
  record Complete<T>(T value) implements Reading<T> {}

  /// The store says that the key (or its bucket, H15) does not exist.
  record Missing<T>() implements Reading<T> {}

  /// The object is no longer the pinned incarnation, or the answer was not of it (H18).
  record Changed<T>() implements Reading<T> {}
}
