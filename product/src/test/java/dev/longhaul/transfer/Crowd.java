package dev.longhaul.transfer;

import dev.longhaul.effect.Workers;
import java.util.ArrayList;
import java.util.List;

/// Others that use the same memory: now and then they leave room for a few small objects only, and
/// one of them waits for more.
public final class Crowd {
  /// Chunks that one request takes at most without taking large ones.
  private static final int AT_ONCE = 8;

  /// Parts of the memory of which the last is left to small requests while a large one waits.
  private static final int SHARES = 8;

  private final BufferPool pool;
  private final Workers workers;
  private final List<Chunks> taken = new ArrayList<>();
  private boolean givesBack;

  public Crowd(BufferPool pool, Workers workers) {
    this.pool = pool;
    this.workers = workers;
  }

  /// Bytes that they hold at least.
  public long held() {
    return taken.stream().mapToLong(Chunks::capacity).sum();
  }

  /// Whether they hold no more than that.
  public boolean isStill() {
    return !givesBack;
  }

  /// Takes all memory there is for small requests but this many chunks, and gives it back later.
  ///
  /// @param meanwhile ends when it is to be given back
  public void holdAllBut(int room, Runnable meanwhile) {
    try {
      taken.add(pool.take(2L * BufferPool.LARGE));
      try (Workers.Group waiting = workers.open("waits for memory")) {
        try {
          waiting.start(this::waitForMuch);
          takeSmall(Math.toIntExact(pool.budget() / SHARES / BufferPool.SMALL) - room);
          meanwhile.run();
        } finally {
          waiting.cancel();
        }
      }
    } finally {
      giveBack();
    }
  }

  /// Waits as long as the others hold anything large.
  private boolean waitForMuch() {
    long most = pool.budget() - pool.budget() / SHARES;
    pool.take(most / BufferPool.LARGE * BufferPool.LARGE).close();
    return true;
  }

  private void takeSmall(int chunks) {
    for (int left = chunks; left > 0; left -= AT_ONCE) {
      taken.add(pool.take((long) Math.min(left, AT_ONCE) * BufferPool.SMALL));
    }
  }

  private void giveBack() {
    givesBack = true;
    while (!taken.isEmpty()) {
      taken.removeLast().close();
    }
    givesBack = false;
  }
}
