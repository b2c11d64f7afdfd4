package dev.longhaul.hint.sqs;

import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.effect.system.SystemRandomness;
import dev.longhaul.effect.system.SystemWorkers;
import dev.longhaul.hint.Intake;
import dev.longhaul.hint.IntakeContract;
import dev.longhaul.store.Credentials;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The intake from a queue, as an intake.
final class SqsIntakeTest extends IntakeContract {
  private static ElasticQueues queues;
  private static int made;

  @BeforeAll
  static void start() {
    queues = new ElasticQueues();
  }

  @AfterAll
  static void stop() {
    queues.close();
  }

  static SqsIntake intake(SqsSettings settings) {
    return new SqsIntake(
        settings,
        () -> Credentials.of("x", "y"),
        new SystemClock(),
        new SystemWorkers(),
        new SystemRandomness());
  }

  @Override
  protected Sender open() {
    made++;
    return new QueueSender(queues.create("contract-" + made));
  }

  /// Whoever sends to a queue; the queue remembers.
  private static final class QueueSender implements Sender {
    private final URI queue;
    private final List<SqsIntake> intakes = new ArrayList<>();

    QueueSender(URI queue) {
      this.queue = queue;
    }

    @Override
    public void send(String text) {
      queues.send(queue, text);
    }

    @Override
    public Intake intake() {
      SqsSettings settings =
          SqsSettings.of("the-intake", queue)
              .paced(2, Duration.ofSeconds(1), Duration.ofSeconds(2));
      SqsIntake intake = SqsIntakeTest.intake(settings);
      intakes.add(intake);
      return intake;
    }

    @Override
    public void awaitAllAcknowledged() {
      queues.awaitCount(queue, 0);
    }

    @Override
    public boolean hasUnacknowledged() {
      return queues.count(queue) > 0;
    }

    @Override
    public void close() {
      intakes.forEach(SqsIntake::close);
    }
  }
}
