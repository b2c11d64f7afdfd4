package dev.longhaul.reconcile;

import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/// Tells a key that always fails from a store that fails for all (decision 11, H64): a key is
/// parked after so many attempts over so long a time, and an attempt counts only if another key
/// succeeded since the one before. A store that is down or throttles everybody never parks a key.
///
/// The caller reports how each attempt ended. Thread-safe; does no I/O and reads no clock.
public final class FailingKeys {
  /// Attempts that must have failed.
  public static final int ATTEMPTS = 8;

  /// Time that must have passed since the first of them.
  public static final Duration PERSISTENCE = Duration.ofMinutes(5);

  /// Keys remembered at most; more failing at once means that the store fails, not the keys.
  public static final int KEYS_MAX = 10_000;

  private final ConcurrentMap<ObjectKey, History> histories = new ConcurrentHashMap<>();
  private final AtomicLong successes = new AtomicLong();

  /// @param attempts those that count
  /// @param seenSuccesses successes of others when the last of them was counted
  private record History(Instant since, int attempts, long seenSuccesses) {
    History next(long successes) {
      return successes > seenSuccesses ? new History(since, attempts + 1, successes) : this;
    }

    boolean isEnough(Instant now) {
      return attempts >= ATTEMPTS && !since.plus(PERSISTENCE).isAfter(now);
    }
  }

  /// The key was settled in whatever way: the store serves.
  public void succeeded(ObjectKey key) {
    successes.incrementAndGet();
    histories.remove(key);
  }

  /// An attempt at the key ended without an answer. Returns how it is parked if that was one time
  /// too many, and forgets it then.
  ///
  /// @param now the time of the attempt's end
  public Optional<ParkedKey> failed(ObjectKey key, Failure failure, Instant now) {
    if (failure instanceof Failure.WrongCredentials) {
      return Optional.empty();
    }
    long others = successes.get();
    History history =
        histories.compute(
            key,
            (_, known) -> {
              if (known != null) {
                return known.next(others);
              }
              return histories.size() < KEYS_MAX ? new History(now, 1, others) : null;
            });
    if (history == null || !history.isEnough(now)) {
      return Optional.empty();
    }
    histories.remove(key);
    return Optional.of(
        new ParkedKey(
            key,
            ParkReason.ALWAYS_FAILING.name(),
            "it failed "
                + history.attempts
                + " times while others were served, at last so: "
                + failure.message(),
            ParkReason.ALWAYS_FAILING.remedy(),
            now));
  }
}
