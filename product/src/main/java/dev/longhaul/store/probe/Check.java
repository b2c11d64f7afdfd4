package dev.longhaul.store.probe;

import java.util.List;

/// One question to a store, asked in up to three rounds, beside all other questions.
///
/// What a round's requests find may be used in the next round. A canary is made in the first round,
/// tried in the second and looked at in the third.
interface Check {
  default void first(Round round) {}

  default void second(Round round) {}

  default void third(Round round) {}

  /// Drops what is no canary and therefore not removed with them.
  default void clean(Round round) {}

  /// What was found out, after the third round.
  List<Finding> findings();
}
