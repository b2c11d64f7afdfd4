package dev.longhaul.hint;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Workers;
import dev.longhaul.effect.system.SystemWorkers;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// An intake that runs until it is closed or breaks.
public final class RunningIntake implements AutoCloseable {
  private final Workers.Group group = new SystemWorkers().open("intake");
  private final AtomicReference<@Nullable RuntimeException> end = new AtomicReference<>();
  private final Workers.Job<Boolean> job;

  public RunningIntake(Intake intake, EventSink sink, IntakeListener listener) {
    job =
        group.start(() -> {
          try {
            intake.run(sink, listener);
          } catch (RuntimeException ended) {
            end.set(ended);
          }
          return true;
        });
  }

  /// Waits until it ends by itself, and gives what it threw, `null` for nothing.
  public @Nullable RuntimeException awaitEnd() {
    job.join();
    return end.get();
  }

  /// Stops it and says whether it ended as one that was told to.
  public boolean stop() {
    group.cancel();
    group.close();
    return end.get() instanceof Cancelled;
  }

  @Override
  public void close() {
    stop();
  }
}
