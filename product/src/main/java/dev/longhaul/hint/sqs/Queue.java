package dev.longhaul.hint.sqs;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.store.CredentialSource;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/// One queue and the calls to it. A batch call that is answered says per entry what failed, and
/// that is what these methods return (H13); one that is not answered throws what the SDK throws.
/// Thread-safe.
record Queue(SqsClient client, String url) {
  /// The most messages that one call of any kind carries.
  static final int BATCH = 10;

  private static final int RETRIES = 3;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /// For calls without which the messages only come again.
  private static final Duration BRIEF = Duration.ofSeconds(5);

  /// An entry of a batch that the queue did not carry out.
  ///
  /// @param why in the queue's words
  record Failed(Message message, String why) {}

  /// A client whose connections suffice for the pollers, each with a heartbeat.
  static SqsClient client(SqsSettings settings, CredentialSource credentials) {
    SqsClientBuilder builder =
        SqsClient.builder()
            .region(Region.of(settings.region()))
            .credentialsProvider(new SourceCredentials(credentials))
            .overrideConfiguration(
                config -> config.retryStrategy(retry -> retry.maxAttempts(RETRIES)))
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(settings.pollers() * 2 + 2)
                    .connectionTimeout(CONNECT)
                    .socketTimeout(settings.longPoll().plus(ANSWER)));
    URI endpoint = settings.endpoint();
    return endpoint == null ? builder.build() : builder.endpointOverride(endpoint).build();
  }

  Queue other(String otherUrl) {
    return new Queue(client, otherUrl);
  }

  List<Message> receive(int atMost, Duration wait, Duration visibility) {
    return asked(() ->
            client.receiveMessage(request ->
                request
                    .queueUrl(url)
                    .maxNumberOfMessages(atMost)
                    .waitTimeSeconds((int) wait.toSeconds())
                    .visibilityTimeout((int) visibility.toSeconds())
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(
                        MessageSystemAttributeName.SENT_TIMESTAMP,
                        MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)))
        .messages();
  }

  List<Failed> delete(List<Message> messages) {
    List<DeleteMessageBatchRequestEntry> entries =
        IntStream.range(0, messages.size())
            .mapToObj(index ->
                DeleteMessageBatchRequestEntry.builder()
                    .id(Integer.toString(index))
                    .receiptHandle(messages.get(index).receiptHandle())
                    .build())
            .toList();
    return failed(
        messages,
        asked(() ->
                client.deleteMessageBatch(request ->
                    request
                        .queueUrl(url)
                        .entries(entries)
                        .overrideConfiguration(config -> config.apiCallTimeout(BRIEF))))
            .failed());
  }

  /// Hides the messages for this long from now; zero gives them back.
  List<Failed> hide(List<Message> messages, Duration visibility) {
    List<ChangeMessageVisibilityBatchRequestEntry> entries =
        IntStream.range(0, messages.size())
            .mapToObj(index ->
                ChangeMessageVisibilityBatchRequestEntry.builder()
                    .id(Integer.toString(index))
                    .receiptHandle(messages.get(index).receiptHandle())
                    .visibilityTimeout((int) visibility.toSeconds())
                    .build())
            .toList();
    return failed(
        messages,
        asked(() ->
                client.changeMessageVisibilityBatch(request ->
                    request
                        .queueUrl(url)
                        .entries(entries)
                        .overrideConfiguration(config -> config.apiCallTimeout(BRIEF))))
            .failed());
  }

  /// Sends copies of messages that were received elsewhere.
  List<Failed> send(List<Message> messages) {
    List<SendMessageBatchRequestEntry> entries =
        IntStream.range(0, messages.size())
            .mapToObj(index ->
                SendMessageBatchRequestEntry.builder()
                    .id(Integer.toString(index))
                    .messageBody(messages.get(index).body())
                    .messageAttributes(messages.get(index).messageAttributes())
                    .build())
            .toList();
    return failed(
        messages,
        asked(() -> client.sendMessageBatch(request -> request.queueUrl(url).entries(entries)))
            .failed());
  }

  /// All attributes that the queue shows, by name.
  Map<String, String> attributes() {
    return client
        .getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
        .attributesAsStrings();
  }

  /// The URL of another queue that this client reaches.
  String urlOf(String name, String account) {
    return client
        .getQueueUrl(request -> request.queueName(name).queueOwnerAWSAccountId(account))
        .queueUrl();
  }

  /// Whoever is told to stop while the client looks for a connection gets what the client's library
  /// throws then, which the SDK does not know.
  private static <T> T asked(Supplier<T> call) {
    try {
      return call.get();
    } catch (CancellationException told) {
      Thread.currentThread().interrupt();
      throw new Cancelled(told);
    }
  }

  private static List<Failed> failed(List<Message> sent, List<BatchResultErrorEntry> errors) {
    List<Failed> failed = new ArrayList<>();
    for (BatchResultErrorEntry error : errors) {
      String why = error.code() + ": " + error.message();
      failed.add(new Failed(sent.get(Integer.parseInt(error.id())), why));
    }
    return failed;
  }
}
