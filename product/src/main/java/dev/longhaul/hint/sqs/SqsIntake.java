package dev.longhaul.hint.sqs;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Randomness;
import dev.longhaul.effect.Workers;
import dev.longhaul.hint.DeadLetters;
import dev.longhaul.hint.EventSink;
import dev.longhaul.hint.Intake;
import dev.longhaul.hint.IntakeFinding;
import dev.longhaul.hint.IntakeListener;
import dev.longhaul.store.CredentialSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Receives the events that a queue of SQS holds, in whatever envelopes they come.
///
/// A message is deleted once the sink has it on disk, and not before; one that cannot be read is
/// kept by the sink and deleted too, so that it neither blocks nor loops (H13).
public final class SqsIntake implements Intake, AutoCloseable {
  private final SqsSettings settings;
  private final Queue queue;
  private final Poller.Surroundings around;

  /// Asks nobody anything yet.
  public SqsIntake(
      SqsSettings settings,
      CredentialSource credentials,
      Clock clock,
      Workers workers,
      Randomness randomness) {
    this(
        settings,
        new Queue(Queue.client(settings, credentials), settings.queue().toString()),
        new Poller.Surroundings(clock, workers, new Backoff(clock, randomness)));
  }

  SqsIntake(SqsSettings settings, Queue queue, Poller.Surroundings around) {
    this.settings = settings;
    this.queue = queue;
    this.around = around;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public void run(EventSink sink, IntakeListener listener) {
    Health health = new Health(listener);
    AtomicReference<@Nullable RuntimeException> broken = new AtomicReference<>();
    try (Workers.Group pollers = around.workers().open("sqs-" + settings.name())) {
      for (int poller = 0; poller < settings.pollers(); poller++) {
        pollers.start(() -> {
          broken.compareAndSet(null, end(new Poller(settings, queue, sink, health, around)));
          pollers.cancel();
          return broken;
        });
      }
    }
    RuntimeException first = broken.get();
    throw first == null ? new Cancelled() : first;
  }

  /// Polls to the end, and says what ended it: `null` when it was told to stop. One poller that
  /// breaks stops the others, and they are not what broke.
  private static @Nullable RuntimeException end(Poller poller) {
    try {
      poller.run();
      return null;
    } catch (Cancelled told) {
      return null;
    } catch (RuntimeException broken) {
      return broken;
    }
  }

  /// What is to be known about the queue before relying on it (H6, H10, H73).
  ///
  /// @param buckets whose events are expected
  public List<IntakeFinding> check(List<String> buckets) {
    return new QueueCheck(queue, buckets, false).findings();
  }

  /// What is to be known before a bucket of Amazon's sends its events here itself.
  public List<IntakeFinding> checkFor(String bucket) {
    return new QueueCheck(queue, List.of(bucket), true).findings();
  }

  /// The queue of the messages that were received too often; empty when this one has none.
  public Optional<DeadLetters> deadLetters() {
    return SqsDeadLetters.of(settings.name(), queue, around.clock());
  }

  /// Gives back the connections; `run` must have ended.
  @Override
  public void close() {
    queue.client().close();
  }
}
