package dev.longhaul.hint;

/// Is told how an intake fares. Thread-safe; returns at once.
public interface IntakeListener {
  /// So many messages were received, and this many object events were in them.
  void received(int messages, int events);

  /// Receiving fails, in words for people; told at every try.
  void failing(String why);

  /// Receiving works.
  void working();
}
