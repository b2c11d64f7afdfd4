package dev.longhaul.hint.sqs;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Workers;
import dev.longhaul.hint.Delivery;
import dev.longhaul.hint.EventSink;
import dev.longhaul.hint.EventSink.Acceptance;
import dev.longhaul.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.Message;

/// Receives messages, hands them over and only then deletes them, batch after batch.
///
/// While the sink takes nothing, the batch is held, its visibility prolonged, and nothing more is
/// received. Giving it back instead would count a receipt each time and drive good messages into
/// the dead-letter queue (H64, H73).
final class Poller {
  /// SQS lets nobody hold a message for more than twelve hours.
  private static final Duration LONGEST_HOLD = Duration.ofHours(11);

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final int DELETE_TRIES = 4;

  private final SqsSettings settings;
  private final Queue queue;
  private final EventSink sink;
  private final Health health;
  private final Surroundings around;
  private boolean isProved;

  /// What a poller needs of the world.
  record Surroundings(Clock clock, Workers workers, Backoff backoff) {}

  Poller(SqsSettings settings, Queue queue, EventSink sink, Health health, Surroundings around) {
    this.settings = settings;
    this.queue = queue;
    this.sink = sink;
    this.health = health;
    this.around = around;
  }

  /// Ends only by `Cancelled`, or when the sink breaks.
  void run() {
    while (true) {
      List<Message> messages = receive();
      if (!messages.isEmpty() && isTaken(messages)) {
        delete(messages);
      }
      around.clock().sleep(Duration.ZERO);
    }
  }

  /// The first time, and after a failure, it does not wait for messages, so that it is soon known
  /// whether receiving works.
  private List<Message> receive() {
    for (int failures = 1; ; failures++) {
      try {
        Duration wait = isProved ? settings.longPoll() : Duration.ZERO;
        List<Message> messages = queue.receive(Queue.BATCH, wait, settings.visibility());
        isProved = true;
        health.working();
        return messages;
      } catch (SdkException | StoreException failed) {
        Trouble.endIfCancelled(failed);
        isProved = false;
        health.failing(Trouble.words("receiving from", queue.url(), failed));
        around.backoff().afterFailure(failures);
      }
    }
  }

  /// Hands the messages over while a heartbeat holds them; gives them back when that ends without
  /// their being taken.
  private boolean isTaken(List<Message> messages) {
    Delivery delivery = read(messages);
    boolean taken = false;
    try (Workers.Group heart = around.workers().open("sqs-heartbeat")) {
      heart.start(() -> beat(messages));
      try {
        taken = handOver(delivery);
      } finally {
        heart.cancel();
      }
    } finally {
      if (!taken) {
        giveBack(messages);
      }
    }
    return taken;
  }

  private Delivery read(List<Message> messages) {
    Delivery delivery = new Delivery(settings.name());
    Instant now = around.clock().now();
    for (Message message : messages) {
      delivery.add(message.messageId(), message.body(), now);
    }
    health.received(delivery.messages(), delivery.events());
    return delivery;
  }

  private boolean handOver(Delivery delivery) {
    long since = around.clock().nanos();
    while (around.clock().nanos() - since < LONGEST_HOLD.toNanos()) {
      switch (delivery.handTo(sink)) {
        case Acceptance.Taken _ -> {
          health.working();
          return true;
        }
        case Acceptance.Full(String why, Duration retryAfter) -> {
          health.failing("messages of " + queue.url() + " wait there, none is lost: " + why);
          around.clock().sleep(bounded(retryAfter));
        }
      }
    }
    return false;
  }

  private static Duration bounded(Duration retryAfter) {
    if (retryAfter.compareTo(SHORTEST_PAUSE) < 0) {
      return SHORTEST_PAUSE;
    }
    return retryAfter.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : retryAfter;
  }

  /// Prolongs the visibility each time half of it has passed. Single messages that the queue does
  /// not prolong come again, which is harmless.
  private Void beat(List<Message> messages) {
    while (true) {
      around.clock().sleep(settings.visibility().dividedBy(2));
      try {
        queue.hide(messages, settings.visibility());
      } catch (SdkException | StoreException failed) {
        Trouble.endIfCancelled(failed);
        health.failing(Trouble.words("prolonging messages of", queue.url(), failed));
      }
    }
  }

  /// Makes the messages visible at once rather than after their visibility timeout. Best effort,
  /// also for a caller that is being cancelled.
  private void giveBack(List<Message> messages) {
    boolean cancelled = Thread.interrupted();
    try {
      queue.hide(messages, Duration.ZERO);
    } catch (SdkException | StoreException failed) {
      health.failing(Trouble.words("giving back messages to", queue.url(), failed));
    } finally {
      if (cancelled) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// What cannot be deleted comes again and is taken again.
  private void delete(List<Message> messages) {
    List<Message> left = messages;
    String why = "";
    for (int tries = 1; !left.isEmpty() && tries <= DELETE_TRIES; tries++) {
      try {
        List<Queue.Failed> failed = queue.delete(left);
        left = failed.stream().map(Queue.Failed::message).toList();
        why = failed.isEmpty() ? "" : failed.getFirst().why();
      } catch (SdkException | StoreException failed) {
        Trouble.endIfCancelled(failed);
        why = Trouble.words("deleting from", queue.url(), failed);
      }
      if (!left.isEmpty()) {
        health.failing(
            left.size()
                + " messages were taken but could not be deleted; they will come again: "
                + why);
        around.backoff().afterFailure(tries);
      }
    }
  }
}
