package dev.longhaul.hint;

import java.util.List;

/// Messages that an intake's queue put aside, because they were received too often without being
/// acknowledged. Used by one thread; calls throw what the queue's client throws when the queue
/// cannot be asked.
public interface DeadLetters {
  /// The address of the place where they lie.
  String url();

  /// About how many there are.
  int count();

  /// Looks at some of them, and leaves them where they are.
  List<DeadLetter> peek(int atMost);

  /// Brings them back to the queue they came from. Ask for no more than `count`: what fails there
  /// again returns here. None is removed before it is safe in the queue.
  Redriven redrive(int atMost);

  /// Hands them to the sink, without the detour over the queue; none is removed before it was
  /// taken.
  Redriven redrive(int atMost, EventSink sink);
}
