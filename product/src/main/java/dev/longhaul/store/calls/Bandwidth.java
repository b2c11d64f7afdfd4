package dev.longhaul.store.calls;

import dev.longhaul.effect.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Slows bodies down to a number of bytes per second, all bodies together.
///
/// Each piece books the next free stretch of time and waits for it to begin. What nobody booked in
/// the last moments may be made up for; what lies longer ago is lost, so that a pause is not
/// followed by a flood. Thread-safe; the number may change at any time.
public final class Bandwidth {
  /// Unused time that may be made up for.
  static final Duration MAX_CREDIT = Duration.ofMillis(100);

  private static final int PIECE = 64 << 10;

  /// So much that nothing is slowed down.
  public static final long UNLIMITED = Long.MAX_VALUE;

  private static final long SECOND = 1_000_000_000;

  private final Clock clock;
  private final AtomicLong bytesPerSecond;
  private final AtomicLong free;

  public Bandwidth(Clock clock, long bytesPerSecond) {
    this.clock = clock;
    this.bytesPerSecond = new AtomicLong(checked(bytesPerSecond));
    this.free = new AtomicLong(clock.nanos());
  }

  private static long checked(long bytesPerSecond) {
    if (bytesPerSecond < 1) {
      throw new IllegalArgumentException("a bandwidth is positive: " + bytesPerSecond);
    }
    return bytesPerSecond;
  }

  /// From now on so many bytes per second. What is booked already stays booked; what comes does not
  /// wait behind it.
  public void change(long otherBytesPerSecond) {
    if (bytesPerSecond.getAndSet(checked(otherBytesPerSecond)) != otherBytesPerSecond) {
      free.set(clock.nanos());
    }
  }

  /// What holds now.
  public long bytesPerSecond() {
    return bytesPerSecond.get();
  }

  /// Slows down what is read.
  public BodyFlow ofReads() {
    return new BodyFlow() {
      @Override
      public int piece() {
        return Bandwidth.this.piece();
      }

      @Override
      public void received(int bytes) {
        pass(bytes);
      }

      @Override
      public void sent(int bytes) {}
    };
  }

  /// Slows down what is written.
  public BodyFlow ofWrites() {
    return new BodyFlow() {
      @Override
      public int piece() {
        return Bandwidth.this.piece();
      }

      @Override
      public void received(int bytes) {}

      @Override
      public void sent(int bytes) {
        pass(bytes);
      }
    };
  }

  /// What is slowed down moves in small pieces, so that bytes never seem to stand still.
  private int piece() {
    return bytesPerSecond.get() == UNLIMITED ? BodyFlow.LARGE_PIECE : PIECE;
  }

  private void pass(int bytes) {
    long rate = bytesPerSecond.get();
    if (rate == UNLIMITED) {
      return;
    }
    long now = clock.nanos();
    long took = Math.ceilDiv(bytes * SECOND, rate);
    long booked =
        free.accumulateAndGet(
            took, (from, length) -> Math.max(from, now - MAX_CREDIT.toNanos()) + length);
    if (booked > now) {
      clock.sleep(Duration.ofNanos(booked - now));
    }
  }
}
