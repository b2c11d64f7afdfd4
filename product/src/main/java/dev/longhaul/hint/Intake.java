package dev.longhaul.hint;

/// A way events come in: a queue, a webhook. Receives on the caller's thread and on threads of its
/// own that end with it.
///
/// It forgets nothing that the sink did not take: a message is acknowledged only after `TAKEN`, so
/// that a crash at any moment leads to a second delivery and never to none.
public interface Intake {
  /// The name the configuration gives it.
  String name();

  /// Receives until the caller's group is cancelled. Trouble with the messages' own store (no
  /// answer, wrong credentials) is told to the listener, waited out and tried again for ever.
  ///
  /// @throws dev.longhaul.effect.Cancelled when it was told to stop; nothing is left half taken
  void run(EventSink sink, IntakeListener listener);
}
