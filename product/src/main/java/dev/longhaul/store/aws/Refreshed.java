package dev.longhaul.store.aws;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Clock;
import dev.longhaul.store.CredentialSource;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Keeps credentials and fetches new ones ahead of expiry (H67).
///
/// One caller fetches while the others go on with what they have; only when that has expired do
/// they wait. A fetch that fails is tried again soon, and is no failure as long as the old
/// credentials work. Credentials that a store refused are fetched again at once, unless that was
/// done just now.
final class Refreshed implements CredentialSource {
  private static final Duration AHEAD = Duration.ofMinutes(5);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(20);

  private final Supplier<Credentials> fetch;
  private final Duration interval;
  private final Clock clock;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable Held held;

  /// What was fetched, when that was, and when to look again.
  private record Held(Credentials credentials, Instant since, Instant next) {
    boolean hasExpired(Instant now) {
      Instant expiry = credentials.expiry();
      return expiry != null && !now.isBefore(expiry);
    }
  }

  /// @param interval how often to look even if nothing expires
  Refreshed(Supplier<Credentials> fetch, Duration interval, Clock clock) {
    this.fetch = fetch;
    this.interval = interval;
    this.clock = clock;
  }

  @Override
  public Credentials current() {
    Held known = held;
    Instant now = clock.now();
    if (known != null && now.isBefore(known.next)) {
      return known.credentials;
    }
    if (known != null && !known.hasExpired(now)) {
      return fetching.tryLock() ? fetchLocked(now) : known.credentials;
    }
    try {
      fetching.lockInterruptibly();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Cancelled(interrupted);
    }
    return fetchLocked(clock.now());
  }

  @Override
  public void doubt(Credentials refused) {
    Held known = held;
    Instant now = clock.now();
    if (known != null
        && known.credentials.equals(refused)
        && !now.isBefore(known.since.plus(TRY_AGAIN))) {
      held = new Held(known.credentials, now, now);
    }
  }

  /// Fetches under the lock, which it gives back, unless another has done so meanwhile.
  private Credentials fetchLocked(Instant now) {
    try {
      Held known = held;
      if (known != null && now.isBefore(known.next)) {
        return known.credentials;
      }
      Credentials fresh = fetch(known, now);
      return fresh;
    } finally {
      fetching.unlock();
    }
  }

  private Credentials fetch(@Nullable Held known, Instant now) {
    try {
      Credentials fresh = fetch.get();
      held = new Held(fresh, now, next(fresh, now));
      return fresh;
    } catch (StoreException failed) {
      if (known == null || known.hasExpired(now)) {
        throw failed;
      }
      held = new Held(known.credentials, now, now.plus(TRY_AGAIN));
      return known.credentials;
    }
  }

  private Instant next(Credentials fresh, Instant now) {
    Instant usual = now.plus(interval);
    Instant expiry = fresh.expiry();
    if (expiry == null || expiry.minus(AHEAD).isAfter(usual)) {
      return usual;
    }
    Instant soonest = now.plus(TRY_AGAIN);
    Instant early = expiry.minus(AHEAD);
    return early.isBefore(soonest) ? soonest : early;
  }
}
