package dev.longhaul.s3copy.dynamodb;

import dev.longhaul.s3copy.TablesUnavailable;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.aws.SdkService;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// One table and the calls to it. A condition that does not hold is an answer; all else that goes
/// wrong is [TablesUnavailable]. Reads are consistent.
///
/// @param keys its key in words, for messages
record Table(DynamoDbClient client, SdkService service, String name, String keys) {
  /// How many rows one call removes at most.
  private static final int BATCH = 25;

  /// How often the service may leave some of them for another call.
  private static final int ROUNDS = 50;

  /// The key of a table of jobs.
  static final String ID = "id (String)";

  /// The row with this id; empty when there is none.
  Map<String, AttributeValue> get(String id) {
    return get(Attributes.id(id));
  }

  /// The row with this key; empty when there is none.
  Map<String, AttributeValue> get(Map<String, AttributeValue> key) {
    return call(
        "GetItem",
        () ->
            client
                .getItem(request -> request.tableName(name).key(key).consistentRead(true))
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
    return !updated(Attributes.id(id), change, condition).isEmpty();
  }

  /// The row as it is after the change; empty when the condition did not hold.
  Map<String, AttributeValue> updated(
      Map<String, AttributeValue> key, String change, Condition condition) {
    return call(
        "UpdateItem",
        () -> {
          try {
            return client
                .updateItem(request ->
                    request
                        .tableName(name)
                        .key(key)
                        .updateExpression(change)
                        .conditionExpression(condition.text().isEmpty() ? null : condition.text())
                        .expressionAttributeNames(condition.names())
                        .expressionAttributeValues(condition.valuesOrNull())
                        .returnValues(ReturnValue.ALL_NEW))
                .attributes();
          } catch (ConditionalCheckFailedException not) {
            return Map.of();
          }
        });
  }

  /// Whether the condition held and the row is gone.
  boolean delete(String id, Condition condition) {
    return delete(Attributes.id(id), condition);
  }

  /// As `delete` of an id.
  boolean delete(Map<String, AttributeValue> key, Condition condition) {
    return held(
        "DeleteItem",
        () ->
            client.deleteItem(request ->
                request
                    .tableName(name)
                    .key(key)
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

  /// Every row with the first part of a key, by the second part of it, of all pages.
  ///
  /// @param which the condition on the key
  void query(Condition which, Consumer<Map<String, AttributeValue>> visitor) {
    QueryRequest.Builder request =
        QueryRequest.builder()
            .tableName(name)
            .consistentRead(true)
            .keyConditionExpression(which.text())
            .expressionAttributeNames(which.names())
            .expressionAttributeValues(which.valuesOrNull());
    Map<String, AttributeValue> from = Map.of();
    do {
      request.exclusiveStartKey(from.isEmpty() ? null : from);
      QueryResponse page = call("Query", () -> client.query(request.build()));
      page.items().forEach(visitor);
      from = page.lastEvaluatedKey();
    } while (!from.isEmpty());
  }

  /// Removes the rows with these keys.
  void deleteAll(List<Map<String, AttributeValue>> keys) {
    for (int from = 0; from < keys.size(); from += BATCH) {
      List<WriteRequest> left =
          keys.subList(from, Math.min(keys.size(), from + BATCH)).stream()
              .map(key ->
                  WriteRequest.builder()
                      .deleteRequest(DeleteRequest.builder().key(key).build())
                      .build())
              .toList();
      for (int round = 0; !left.isEmpty(); round++) {
        if (round == ROUNDS) {
          throw new TablesUnavailable(
              "the table " + name + ": DynamoDB leaves rows to be removed again and again", null);
        }
        List<WriteRequest> now = left;
        left =
            call(
                    "BatchWriteItem",
                    () -> client.batchWriteItem(request -> request.requestItems(Map.of(name, now))))
                .unprocessedItems()
                .getOrDefault(name, List.of());
      }
    }
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
              + "; make it with the key "
              + keys
              + ", as the procedure's step 4 says",
          none);
    } catch (SdkException | StoreException failed) {
      String why = service.reason(failed, "dynamodb:" + what);
      throw new TablesUnavailable("the table " + name + ": " + why, failed);
    }
  }
}
