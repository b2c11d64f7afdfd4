package dev.longhaul.s3copy.dynamodb;

import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.CopyTablesContract;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.aws.CredentialSources;
import dev.longhaul.store.aws.SdkService;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// The contract on a server that others wrote, so that ours does not only agree with ourselves: run
/// `moto_server`, and this with `-Ddynamodb.endpoint=http://127.0.0.1:5000`.
@EnabledIfSystemProperty(named = "dynamodb.endpoint", matches = "http.*")
final class ForeignServerTest extends CopyTablesContract {
  private final SdkService service =
      new SdkService(
          "DynamoDB",
          "us-east-1",
          URI.create(System.getProperty("dynamodb.endpoint", "http://none")),
          CredentialSources.fixed(new Credentials("key", "secret", null, null)));
  private final DynamoDbClient client = service.client(DynamoDbClient.builder());
  private final DynamoTables tables = new DynamoTables(service, DynamoTables.Names.USUAL, clock);

  @Override
  protected CopyTables open() {
    for (String name : new String[] {CopyTables.OPEN, CopyTables.RESULTS}) {
      if (client.listTables().tableNames().contains(name)) {
        client.deleteTable(request -> request.tableName(name));
      }
      client.createTable(request ->
          request
              .tableName(name)
              .billingMode(BillingMode.PAY_PER_REQUEST)
              .keySchema(
                  KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build())
              .attributeDefinitions(
                  AttributeDefinition.builder()
                      .attributeName("id")
                      .attributeType(ScalarAttributeType.S)
                      .build()));
    }
    return tables.tables();
  }

  @Override
  protected void original(String table, Map<String, Object> attributes) {
    new OriginalProgram(client).put(table, attributes);
  }

  @Override
  protected Map<String, String> stored(String table, String id) {
    Map<String, String> stored = new LinkedHashMap<>();
    client
        .getItem(request -> request.tableName(table).key(Map.of("id", AttributeValue.fromS(id))))
        .item()
        .forEach((name, value) ->
            stored.put(name, value.s() == null ? Objects.toString(value.n()) : value.s()));
    return stored;
  }

  @AfterEach
  void close() {
    tables.close();
    client.close();
  }
}
