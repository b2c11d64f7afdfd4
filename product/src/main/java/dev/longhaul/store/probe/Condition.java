package dev.longhaul.store.probe;

import dev.longhaul.store.Failure;
import java.util.Optional;

/// Whether a precondition is honoured: it stops what it must and lets pass what it should.
///
/// @param name the precondition and what it is sent with
/// @param stopped the attempt that it must stop
/// @param passed the attempt that it must not stop
/// @param untouched whether what was there before the stopped attempt is there still
record Condition(String name, Attempt<?> stopped, Attempt<?> passed, boolean untouched) {
  boolean holds() {
    return stopped.isStopped() && passed.stored().isPresent() && untouched;
  }

  Finding finding() {
    Optional<Failure> unclear = stopped.unclear().or(passed::unclear);
    if (!holds() && unclear.isPresent()) {
      return Finding.unknown(name, unclear.get());
    }
    String detail = "a write it forbids " + stopped.outcome();
    if (passed.stored().isEmpty()) {
      detail += ", one it allows " + passed.outcome();
    }
    if (!untouched) {
      detail += ", yet the object changed";
    }
    return Finding.of(name, holds(), detail);
  }
}
