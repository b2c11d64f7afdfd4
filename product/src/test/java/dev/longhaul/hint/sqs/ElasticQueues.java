package dev.longhaul.hint.sqs;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.http.scaladsl.Http;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// ElasticMQ in this process, and the SDK's client as the one who sends.
final class ElasticQueues implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final SQSRestServer server;
  private final URI endpoint;
  private final SqsClient client;

  ElasticQueues() {
    server = SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    Http.ServerBinding binding = server.waitUntilStarted();
    endpoint = URI.create("http://127.0.0.1:" + binding.localAddress().getPort());
    client =
        SqsClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "y")))
            .httpClientBuilder(Apache5HttpClient.builder())
            .build();
  }

  URI endpoint() {
    return endpoint;
  }

  SqsClient client() {
    return client;
  }

  URI create(String name) {
    return create(name, Map.of());
  }

  URI create(String name, Map<QueueAttributeName, String> attributes) {
    return URI.create(
        client.createQueue(request -> request.queueName(name).attributes(attributes)).queueUrl());
  }

  void send(URI queue, String body) {
    client.sendMessage(request -> request.queueUrl(queue.toString()).messageBody(body));
  }

  /// How many messages lie there, seen and hidden ones. They are asked for at once: between two
  /// answers a hidden message could come into view and be in neither.
  int count(URI queue) {
    return counted(
        queue,
        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
  }

  private int counted(URI queue, QueueAttributeName... which) {
    return client
        .getQueueAttributes(request -> request.queueUrl(queue.toString()).attributeNames(which))
        .attributesAsStrings()
        .values()
        .stream()
        .mapToInt(Integer::parseInt)
        .sum();
  }

  /// Returns once so many messages lie there.
  void awaitCount(URI queue, int messages) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (count(queue) != messages) {
      if (System.nanoTime() > end) {
        throw new AssertionError("expected " + messages + " messages, there are " + count(queue));
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  @Override
  public void close() {
    client.close();
    // Not awaited: it would wait for long polls whose clients are gone.
    server.stopAndGetFuture();
  }
}
