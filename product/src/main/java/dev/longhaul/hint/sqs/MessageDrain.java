package dev.longhaul.hint.sqs;

import dev.longhaul.store.CredentialSource;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.services.sqs.model.Message;

/// Takes messages out of a queue whose every message is tried once and stays where that failed: the
/// queue to which Lambda gives events that its function did not handle.
public final class MessageDrain implements AutoCloseable {
  /// While a message is tried nobody else sees it.
  private static final Duration HIDDEN = Duration.ofMinutes(5);

  private final Queue queue;

  /// Asks nobody anything yet.
  public MessageDrain(SqsSettings settings, CredentialSource credentials) {
    this.queue = new Queue(Queue.client(settings, credentials), settings.queue().toString());
  }

  /// Gives every message to the handler, and removes those of which it says that they are done.
  /// Throws what the queue's client throws when the queue cannot be asked.
  ///
  /// @return how many were done
  public int drain(int atMost, Predicate<String> handler) {
    int seen = 0;
    int done = 0;
    while (seen < atMost) {
      List<Message> messages =
          queue.receive(Math.min(Queue.BATCH, atMost - seen), Duration.ZERO, HIDDEN);
      if (messages.isEmpty()) {
        break;
      }
      seen += messages.size();
      List<Message> finished =
          messages.stream().filter(message -> handler.test(message.body())).toList();
      if (!finished.isEmpty()) {
        done += finished.size() - queue.delete(finished).size();
      }
    }
    return done;
  }

  /// Gives back the connections.
  @Override
  public void close() {
    queue.client().close();
  }
}
