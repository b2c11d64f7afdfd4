package dev.longhaul.s3copy.dynamodb;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A program of the original procedure, as far as it writes rows.
record OriginalProgram(DynamoDbClient client) {
  /// @param attributes texts, whole numbers, and instants for numbers of seconds with a fraction
  void put(String table, Map<String, Object> attributes) {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    attributes.forEach((name, value) -> item.put(name, attribute(value)));
    client.putItem(request -> request.tableName(table).item(item));
  }

  private static AttributeValue attribute(Object value) {
    return switch (value) {
      case Instant instant -> AttributeValue.fromN(instant.getEpochSecond() + ".0");
      case Integer number -> AttributeValue.fromN(number.toString());
      default -> AttributeValue.fromS(value.toString());
    };
  }
}
