package dev.longhaul.ledger;

import dev.longhaul.hint.UnreadableMessage;
import java.util.List;

/// Messages of intakes that nobody understood, kept for a person to look at (H13). Thread-safe.
///
/// Throws `LedgerException` when it cannot record or read.
public interface Messages extends AutoCloseable {
  /// Messages that are kept at most. So many are no accident: somebody else's events come in.
  int MOST = 10_000;

  /// Keeps a message; on disk when it returns `true`. One that is kept already stays as it is.
  ///
  /// @return whether it is kept; `false` when so many are kept already that this one has to stay
  ///   where it is
  boolean keep(UnreadableMessage message);

  /// Those that are kept, in the order in which they came, at most so many.
  List<UnreadableMessage> list(int most);

  /// How many are kept.
  long count();

  /// Forgets one: it was understood, or is not wanted. Durable.
  ///
  /// @return whether it was kept
  boolean remove(String intake, String id);

  /// Lets go of the file. Idempotent.
  @Override
  void close();
}
