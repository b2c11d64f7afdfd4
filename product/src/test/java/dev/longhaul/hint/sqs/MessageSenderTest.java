package dev.longhaul.hint.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.store.CredentialSource;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Putting messages into a queue, over SQS's own protocol.
final class MessageSenderTest {
  private static final CredentialSource CREDENTIALS = () -> Credentials.of("key", "secret");

  private final ElasticQueues server = new ElasticQueues();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void whatIsSentLiesInTheQueueAsItWas() {
    URI queue = server.create("jobs");
    List<String> arrived = new ArrayList<>();
    try (MessageSender sender = new MessageSender(SqsSettings.of("jobs", queue), CREDENTIALS)) {
      sender.send("{\"key\": \"a+b%20c/ä\"}");
      sender.send("second");
    }
    try (MessageDrain drain = new MessageDrain(SqsSettings.of("jobs", queue), CREDENTIALS)) {
      drain.drain(10, arrived::add);
    }
    assertThat(arrived).containsExactlyInAnyOrder("{\"key\": \"a+b%20c/ä\"}", "second");
  }

  @Test
  void aQueueThatTakesNothingIsNamedWithWhatToCheck() {
    URI missing = URI.create(server.create("jobs") + "-none");
    try (MessageSender sender = new MessageSender(SqsSettings.of("jobs", missing), CREDENTIALS)) {
      assertThatThrownBy(() -> sender.send("lost"))
          .isInstanceOfSatisfying(
              StoreException.class,
              refused -> assertThat(refused.failure()).isInstanceOf(Failure.Transient.class))
          .hasMessageContaining("the queue " + missing + " took no message")
          .hasMessageContaining("the role needs sqs:SendMessage");
    }
  }
}
