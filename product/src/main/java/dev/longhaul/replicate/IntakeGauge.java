package dev.longhaul.replicate;

import dev.longhaul.effect.Clock;
import dev.longhaul.hint.IntakeListener;
import dev.longhaul.hint.IntakeState;
import dev.longhaul.hint.IntakeState.Counts;
import dev.longhaul.hint.IntakeState.Trouble;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Keeps how one intake fares, for whoever asks. Thread-safe.
public final class IntakeGauge implements IntakeListener {
  private final Clock clock;
  private final AtomicReference<IntakeState> state;

  /// @param name as the configuration has it
  /// @param kind what it is, in a word for people
  public IntakeGauge(String name, String kind, Clock clock) {
    this.clock = clock;
    this.state =
        new AtomicReference<>(
            new IntakeState(name, kind, clock.now(), new Counts(0, 0), null, null));
  }

  /// How it fares at this moment.
  public IntakeState state() {
    return state.get();
  }

  @Override
  public void received(int messages, int events) {
    Instant now = clock.now();
    state.updateAndGet(before -> {
      Counts counts =
          new Counts(before.counts().messages() + messages, before.counts().events() + events);
      return new IntakeState(
          before.name(), before.kind(), before.since(), counts, now, before.trouble());
    });
  }

  @Override
  public void failing(String why) {
    Instant now = clock.now();
    state.updateAndGet(before -> {
      Trouble first = before.trouble();
      return with(before, new Trouble(first == null ? now : first.since(), why));
    });
  }

  @Override
  public void working() {
    if (state.get().trouble() != null) {
      state.updateAndGet(before -> with(before, null));
    }
  }

  private static IntakeState with(IntakeState before, @Nullable Trouble trouble) {
    return new IntakeState(
        before.name(),
        before.kind(),
        before.since(),
        before.counts(),
        before.lastReceived(),
        trouble);
  }
}
