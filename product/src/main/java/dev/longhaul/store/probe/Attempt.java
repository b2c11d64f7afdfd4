package dev.longhaul.store.probe;

import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.Stored;
import dev.longhaul.store.WriteAnswer;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What one request of a probe came to: an answer or a failure.
record Attempt<T>(@Nullable T answer, @Nullable Failure failure) {
  static <T> Attempt<T> of(Supplier<T> request) {
    try {
      return new Attempt<>(request.get(), null);
    } catch (StoreException failed) {
      return new Attempt<>(null, failed.failure());
    }
  }

  /// The answer, or this where there is none.
  T orElse(T otherwise) {
    T given = answer;
    return given == null ? otherwise : given;
  }

  /// One that was not made, because what it depends on failed.
  static <T> Attempt<T> notMade() {
    return new Attempt<>(null, new Failure.Transient("not tried: what comes before it failed"));
  }

  /// Why nothing can be concluded; empty when the store said clearly what it does.
  Optional<Failure> unclear() {
    if (answer instanceof WriteAnswer.Ambiguous(Failure why)) {
      return Optional.of(why);
    }
    return Optional.ofNullable(failure).filter(Attempt::mayPass);
  }

  private static boolean mayPass(Failure failure) {
    return switch (failure) {
      case Failure.Throttled _ -> true;
      case Failure.Transient _ -> true;
      case Failure.Refused _ -> false;
      case Failure.WrongCredentials _ -> false;
    };
  }

  /// What was stored, when it is a write and was done.
  Optional<Stored> stored() {
    return answer instanceof WriteAnswer.Written(Stored stored)
        ? Optional.of(stored)
        : Optional.empty();
  }

  boolean isStopped() {
    return answer instanceof WriteAnswer.PreconditionFailed;
  }

  boolean isDigestRefused() {
    return answer instanceof WriteAnswer.DigestRefused;
  }

  /// The end of a sentence that begins with what was tried.
  String outcome() {
    if (failure != null) {
      return "failed: " + failure.message();
    }
    return switch (answer) {
      case WriteAnswer.Written _ -> "was done";
      case WriteAnswer.PreconditionFailed _ -> "was stopped";
      case WriteAnswer.DigestRefused _ -> "was refused for its digest";
      case WriteAnswer.Ambiguous(Failure why) -> "got no clear answer: " + why.message();
      case null, default -> "was answered";
    };
  }
}
