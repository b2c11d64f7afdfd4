package dev.longhaul.store.calls;

import dev.longhaul.store.Failure;
import dev.longhaul.store.WriteAnswer;

/// How a request ended, as far as limits and counts care.
enum Verdict {
  ANSWERED,
  THROTTLED,
  FAILED;

  /// Of what a port returned: a mutation without an answer is returned, not thrown.
  static Verdict of(Object answer) {
    return answer instanceof WriteAnswer.Ambiguous(Failure failure) ? of(failure) : ANSWERED;
  }

  static Verdict of(Failure failure) {
    return switch (failure) {
      case Failure.Throttled _ -> THROTTLED;
      case Failure.Transient _ -> FAILED;
      case Failure.Refused _ -> FAILED;
      case Failure.WrongCredentials _ -> FAILED;
    };
  }
}
