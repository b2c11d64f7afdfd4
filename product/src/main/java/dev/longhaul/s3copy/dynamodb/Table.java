package dev.longhaul.s3copy.dynamodb;

import dev.longhaul.s3copy.TablesUnavailable;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.aws.SdkService;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/// One table and the calls to it. A condition that does not hold is an answer; all else that goes
/// wrong is [TablesUnavailable]. Reads are consistent.
record Table(DynamoDbClient client, SdkService service, String name) {
  /// The row with this id; empty when there is none.
  Map<String, AttributeValue> get(String id) {
    return call(
        "GetItem",
        () ->
            client
                .getItem(
                    request -> request.tableName(name).key(Attributes.id(id)).consistentRead(true))
                .item());
  }

  /// Whether the condition held and the row is there now.
  boolean put(Map<String, AttributeValue> row, Condition condition) {
    return held(
        "PutItem",
        () ->
            client.putItem(request ->
                request
                    .tableName(name)
                    .item(row)
                    .conditionExpression(condition.text())
                    .expressionAttributeNames(condition.names())
                    .expressionAttributeValues(condition.valuesOrNull())));
  }

  /// Whether the condition held and the row is changed.
  ///
  /// @param change what begins with `SET` or `REMOVE`; names and values are the condition's
  boolean update(String id, String change, Condition condition) {
    return held(
        "UpdateItem",
        () ->
            client.updateItem(request ->
                request
                    .tableName(name)
                    .key(Attributes.id(id))
                    .updateExpression(change)
                    .conditionExpression(condition.text().isEmpty() ? null : condition.text())
                    .expressionAttributeNames(condition.names())
                    .expressionAttributeValues(condition.valuesOrNull())));
  }

  /// Whether the condition held and the row is gone.
  boolean delete(String id, Condition condition) {
    return held(
        "DeleteItem",
        () ->
            client.deleteItem(request ->
                request
                    .tableName(name)
                    .key(Attributes.id(id))
                    .conditionExpression(condition.text().isEmpty() ? null : condition.text())
                    .expressionAttributeNames(condition.namesOrNull())
                    .expressionAttributeValues(condition.valuesOrNull())));
  }

  /// Every row that the filter lets through, of all pages (a page ends at 1 MB, filtered or not).
  ///
  /// @param index `null` for the table itself
  void scan(
      @Nullable String index, Condition filter, Consumer<Map<String, AttributeValue>> visitor) {
    ScanRequest.Builder request =
        ScanRequest.builder().tableName(name).indexName(index).consistentRead(index == null);
    if (!filter.text().isEmpty()) {
      request
          .filterExpression(filter.text())
          .expressionAttributeNames(filter.names())
          .expressionAttributeValues(filter.valuesOrNull());
    }
    Map<String, AttributeValue> from = Map.of();
    do {
      request.exclusiveStartKey(from.isEmpty() ? null : from);
      ScanResponse page = call("Scan", () -> client.scan(request.build()));
      page.items().forEach(visitor);
      from = page.lastEvaluatedKey();
    } while (!from.isEmpty());
  }

  private boolean held(String what, Supplier<?> write) {
    return call(
        what,
        () -> {
          try {
            return write.get() != null;
          } catch (ConditionalCheckFailedException not) {
            return false;
          }
        });
  }

  private <T> T call(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (ResourceNotFoundException none) {
      throw new TablesUnavailable(
          "there is no table "
              + name
              + " in "
              + service.region()
              + "; make it with the key id (String), as the procedure's step 4 says",
          none);
    } catch (SdkException | StoreException failed) {
      String why = service.reason(failed, "dynamodb:" + what);
      throw new TablesUnavailable("the table " + name + ": " + why, failed);
    }
  }
}
