package dev.longhaul.demo;

/// What can run in an [EmbeddedServer].
public sealed interface ServerProgram permits ServerKind, QueueKind {
  /// The name by which the server process knows it.
  String argument();
}
