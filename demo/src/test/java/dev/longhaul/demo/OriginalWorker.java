package dev.longhaul.demo;

import dev.longhaul.hint.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/// What the original's script on an instance does with a job, call by call, faults included: it
/// decodes the key once more, brings nothing but bytes along, and proves nothing.
final class OriginalWorker {

  private OriginalWorker() {}

  /// Takes the job as the script does, as its only argument.
  public static void main(String[] arguments) throws IOException {
    Json job = Json.parse(arguments[0]);
    String id = job.at("id").scalar();
    String bucket = job.at("bucket").scalar();
    String destination = job.at("dst_bucket").scalar();
    String key = URLDecoder.decode(job.at("key").scalar(), StandardCharsets.UTF_8);
    StoreAccess near =
        access(
            "AWS_ENDPOINT_URL_S3",
            variable("AWS_ACCESS_KEY_ID"),
            variable("AWS_SECRET_ACCESS_KEY"));
    try (S3Client source = OracleClient.to(near);
        DynamoDbClient tables = tables(near)) {
      tables.putItem(request ->
          request
              .tableName("S3Single")
              .item(
                  Map.of(
                      "id", text(id),
                      "source_bucket", text(bucket),
                      "destination_bucket", text(destination),
                      "key", text(key),
                      "complete", text("N"),
                      "start_time", now())));
      String[] keys =
          source
              .getObjectAsBytes(request ->
                  request.bucket(job.at("credbucket").scalar()).key(job.at("credobject").scalar()))
              .asUtf8String()
              .split("\r?\n", -1);
      try (S3Client china = OracleClient.to(access("DstEndpoint", keys[0], keys[1]))) {
        byte[] bytes =
            source.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asByteArray();
        china.putObject(
            request -> request.bucket(destination).key(key), RequestBody.fromBytes(bytes));
      }
      tables.updateItem(request ->
          request
              .tableName("S3SingleResult")
              .key(Map.of("id", text(id)))
              .updateExpression("SET #complete = :complete, #complete_time = :time")
              .expressionAttributeNames(
                  Map.of("#complete", "complete", "#complete_time", "complete_time"))
              .expressionAttributeValues(Map.of(":complete", text("Y"), ":time", now())));
      tables.deleteItem(request -> request.tableName("S3Single").key(Map.of("id", text(id))));
    }
  }

  private static DynamoDbClient tables(StoreAccess near) {
    return DynamoDbClient.builder()
        .endpointOverride(URI.create(variable("AWS_ENDPOINT_URL_DYNAMODB")))
        .region(Region.of(near.region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(near.accessKey(), near.secretKey())))
        .httpClientBuilder(Apache5HttpClient.builder())
        .build();
  }

  private static StoreAccess access(String endpoint, String accessKey, String secretKey) {
    return new StoreAccess(
        URI.create(variable(endpoint)), variable("AWS_REGION"), accessKey, secretKey);
  }

  private static String variable(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set");
    }
    return value;
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue now() {
    return AttributeValue.fromN(Instant.now().toEpochMilli() / 1000.0 + "");
  }
}
