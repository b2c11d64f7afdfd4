package dev.longhaul.hint.sqs;

import dev.longhaul.effect.Clock;
import dev.longhaul.hint.DeadLetter;
import dev.longhaul.hint.DeadLetters;
import dev.longhaul.hint.Delivery;
import dev.longhaul.hint.EnvelopeParser;
import dev.longhaul.hint.EventSink;
import dev.longhaul.hint.EventSink.Acceptance;
import dev.longhaul.hint.Redriven;
import dev.longhaul.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// The dead-letter queue of an intake's queue, with a redrive made of receiving, sending and
/// deleting: not every SQS has one of its own (H71). Used by one thread.
///
/// A message is deleted here only after it is safe elsewhere, so a crash duplicates it at worst.
final class SqsDeadLetters implements DeadLetters {
  /// Not long: the queue is known not to be busy, and an empty answer ends the work.
  private static final Duration WAIT = Duration.ofSeconds(1);

  private static final Duration VISIBILITY = Duration.ofMinutes(1);

  /// How much one call may send, with room for the protocol around it.
  private static final int SEND_CHARACTERS = 60_000;

  private final String intake;
  private final Queue dead;
  private final Queue main;
  private final Clock clock;

  private SqsDeadLetters(String intake, Queue dead, Queue main, Clock clock) {
    this.intake = intake;
    this.dead = dead;
    this.main = main;
    this.clock = clock;
  }

  /// Throws what the SDK throws when the queue cannot be asked.
  static Optional<DeadLetters> of(String intake, Queue main, Clock clock) {
    return RedrivePolicy.of(main.attributes())
        .map(policy -> main.urlOf(policy.queue(), policy.account()))
        .map(url -> new SqsDeadLetters(intake, main.other(url), main, clock));
  }

  @Override
  public String url() {
    return dead.url();
  }

  @Override
  public int count() {
    String count =
        dead.attributes()
            .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES.toString(), "0");
    return Integer.parseInt(count);
  }

  @Override
  public List<DeadLetter> peek(int atMost) {
    Map<String, Message> seen = new LinkedHashMap<>();
    try {
      while (seen.size() < atMost) {
        List<Message> batch = receive(atMost - seen.size());
        if (batch.isEmpty()) {
          break;
        }
        batch.forEach(message -> seen.put(message.messageId(), message));
      }
      return seen.values().stream().map(this::letter).toList();
    } finally {
      giveBack(List.copyOf(seen.values()));
    }
  }

  private DeadLetter letter(Message message) {
    Map<MessageSystemAttributeName, String> attributes = message.attributes();
    String sent = attributes.getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "0");
    String receives =
        attributes.getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "0");
    return new DeadLetter(
        message.messageId(),
        Instant.ofEpochMilli(Long.parseLong(sent)),
        Integer.parseInt(receives),
        message.body(),
        EnvelopeParser.parse(message.body(), clock.now()));
  }

  @Override
  public Redriven redrive(int atMost) {
    return redrive(atMost, this::send);
  }

  @Override
  public Redriven redrive(int atMost, EventSink sink) {
    return redrive(atMost, messages -> hand(messages, sink));
  }

  /// @param safely brings messages to safety and says which could not be
  private Redriven redrive(int atMost, Function<List<Message>, List<Queue.Failed>> safely) {
    int moved = 0;
    List<Queue.Failed> left = new ArrayList<>();
    String broken = null;
    try {
      while (moved + left.size() < atMost) {
        List<Message> batch = receive(atMost - moved - left.size());
        if (batch.isEmpty()) {
          break;
        }
        List<Queue.Failed> failed = moved(batch, safely);
        left.addAll(failed);
        moved += batch.size() - failed.size();
      }
    } catch (SdkException | StoreException failed) {
      Trouble.endIfCancelled(failed);
      broken = Trouble.words("redriving", dead.url(), failed);
    } finally {
      giveBack(left.stream().map(Queue.Failed::message).toList());
    }
    String why = broken == null && !left.isEmpty() ? left.getFirst().why() : broken;
    return new Redriven(moved, left.size(), why);
  }

  private List<Queue.Failed> moved(
      List<Message> batch, Function<List<Message>, List<Queue.Failed>> safely) {
    List<Queue.Failed> failed = new ArrayList<>(safely.apply(batch));
    List<Message> unsafe = failed.stream().map(Queue.Failed::message).toList();
    List<Message> safe = batch.stream().filter(message -> !unsafe.contains(message)).toList();
    if (!safe.isEmpty()) {
      failed.addAll(dead.delete(safe));
    }
    return failed;
  }

  /// A call has a limit of its own for all its messages together.
  private List<Queue.Failed> send(List<Message> messages) {
    List<Queue.Failed> failed = new ArrayList<>();
    List<Message> group = new ArrayList<>();
    int characters = 0;
    for (Message message : messages) {
      if (!group.isEmpty() && characters + message.body().length() > SEND_CHARACTERS) {
        failed.addAll(main.send(group));
        group.clear();
        characters = 0;
      }
      group.add(message);
      characters += message.body().length();
    }
    failed.addAll(main.send(group));
    return failed;
  }

  private List<Queue.Failed> hand(List<Message> messages, EventSink sink) {
    Delivery delivery = new Delivery(intake);
    for (Message message : messages) {
      delivery.add(message.messageId(), message.body(), clock.now());
    }
    return switch (delivery.handTo(sink)) {
      case Acceptance.Taken _ -> List.of();
      case Acceptance.Full(String why, Duration _) ->
          messages.stream().map(message -> new Queue.Failed(message, why)).toList();
    };
  }

  private List<Message> receive(int atMost) {
    return dead.receive(Math.min(atMost, Queue.BATCH), WAIT, VISIBILITY);
  }

  /// Ten at a time; those that are not reached become visible after their timeout.
  private void giveBack(List<Message> messages) {
    for (int from = 0; from < messages.size(); from += Queue.BATCH) {
      dead.hide(
          messages.subList(from, Math.min(messages.size(), from + Queue.BATCH)), Duration.ZERO);
    }
  }
}
