package dev.longhaul.hint.sqs;

import dev.longhaul.store.CredentialSource;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Puts messages into a queue. Thread-safe.
public final class MessageSender implements AutoCloseable {
  private final SqsClient client;
  private final String queue;

  /// Asks nobody anything yet.
  public MessageSender(SqsSettings settings, CredentialSource credentials) {
    this.client = Queue.client(settings, credentials);
    this.queue = settings.queue().toString();
  }

  /// Returns once the message is safe in the queue.
  ///
  /// @throws StoreException when it is not known whether it is
  public void send(String body) {
    try {
      client.sendMessage(request -> request.queueUrl(queue).messageBody(body));
    } catch (SdkException failed) {
      throw new StoreException(
          new Failure.Transient(
              "the queue "
                  + queue
                  + " took no message: "
                  + failed.getMessage()
                  + "; the role needs sqs:SendMessage"),
          failed);
    }
  }

  /// Gives back the connections.
  @Override
  public void close() {
    client.close();
  }
}
