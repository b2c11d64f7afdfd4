package dev.longhaul.s3copy.part;

import dev.longhaul.s3copy.PartJob;
import java.time.Instant;

/// What came of taking a part.
public sealed interface PartTaking {
  /// It is the caller's.
  ///
  /// @param number only its holder knows it: whoever takes the part after it ran out has the next
  record Taken(PartJob part, long number) implements PartTaking {}

  /// Another has it until then, if it does not say more.
  record Busy(Instant until) implements PartTaking {}

  /// It was carried already.
  record Carried() implements PartTaking {}
}
