package dev.longhaul.demo;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// The queue of the demo, as whoever fills it sees it.
///
/// @param url by which it is called
record DemoQueue(SqsClient client, String url) implements AutoCloseable {

  /// Makes the queue.
  static DemoQueue create(StoreAccess access, String name) {
    SqsClient client =
        SqsClient.builder()
            .endpointOverride(access.endpoint())
            .region(Region.of(access.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(access.accessKey(), access.secretKey())))
            .httpClientBuilder(Apache5HttpClient.builder())
            .build();
    return new DemoQueue(client, client.createQueue(request -> request.queueName(name)).queueUrl());
  }

  /// Its name, with which its address ends.
  String name() {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  void send(String message) {
    client.sendMessage(request -> request.queueUrl(url).messageBody(message));
  }

  /// Whether everything that was sent was received and deleted.
  boolean isEmpty() {
    return client
        .getQueueAttributes(request ->
            request
                .queueUrl(url)
                .attributeNames(
                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
        .attributes()
        .values()
        .stream()
        .allMatch("0"::equals);
  }

  @Override
  public void close() {
    client.close();
  }
}
