package dev.longhaul.s3copy.dynamodb;

import dev.longhaul.store.Credentials;
import dev.longhaul.store.aws.CredentialSources;
import dev.longhaul.store.aws.SdkService;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// A server of DynamoDB's protocol that is not ours, as a test prepares it and looks into it.
final class OtherServer implements AutoCloseable {
  private final SdkService service;
  private final DynamoDbClient client;

  OtherServer(URI endpoint) {
    this.service =
        new SdkService(
            "DynamoDB",
            "us-east-1",
            endpoint,
            CredentialSources.fixed(new Credentials("key", "secret", null, null)));
    this.client = service.client(DynamoDbClient.builder());
  }

  SdkService service() {
    return service;
  }

  DynamoDbClient client() {
    return client;
  }

  /// Makes an empty table in place of the one of that name.
  ///
  /// @param key names of the text by which rows are told apart, and of the number, if there is one
  void make(String table, String... key) {
    if (client.listTables().tableNames().contains(table)) {
      client.deleteTable(request -> request.tableName(table));
    }
    List<KeySchemaElement> schema = new ArrayList<>();
    List<AttributeDefinition> attributes = new ArrayList<>();
    for (String name : key) {
      boolean first = schema.isEmpty();
      schema.add(
          KeySchemaElement.builder()
              .attributeName(name)
              .keyType(first ? KeyType.HASH : KeyType.RANGE)
              .build());
      attributes.add(
          AttributeDefinition.builder()
              .attributeName(name)
              .attributeType(first ? ScalarAttributeType.S : ScalarAttributeType.N)
              .build());
    }
    client.createTable(request ->
        request
            .tableName(table)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(schema)
            .attributeDefinitions(attributes));
  }

  /// The attributes of a row, numbers as text; empty when there is none.
  Map<String, String> row(String table, String id) {
    return texts(
        client
            .getItem(
                request -> request.tableName(table).key(Map.of("id", AttributeValue.fromS(id))))
            .item());
  }

  List<Map<String, String>> rows(String table) {
    return client.scan(request -> request.tableName(table)).items().stream()
        .map(OtherServer::texts)
        .toList();
  }

  private static Map<String, String> texts(Map<String, AttributeValue> item) {
    Map<String, String> texts = new LinkedHashMap<>();
    item.forEach((name, value) ->
        texts.put(name, value.s() == null ? Objects.toString(value.n()) : value.s()));
    return texts;
  }

  @Override
  public void close() {
    client.close();
  }
}
