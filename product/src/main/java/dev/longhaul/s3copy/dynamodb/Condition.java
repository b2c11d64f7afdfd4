package dev.longhaul.s3copy.dynamodb;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An expression of DynamoDB with the names and values it uses. Attributes are written `#name`
/// throughout, since many of the original's are reserved words, and values `:name`.
record Condition(String text, Map<String, String> names, Map<String, AttributeValue> values) {
  /// No condition.
  static final Condition NONE = of("");

  static Condition of(String text) {
    return new Condition(text, new LinkedHashMap<>(), new LinkedHashMap<>()).naming(text);
  }

  /// The same with names of another expression, which goes with it in one request.
  Condition naming(String expression) {
    Map<String, String> more = new LinkedHashMap<>(names);
    for (int at = expression.indexOf('#'); at >= 0; at = expression.indexOf('#', at + 1)) {
      int end = at + 1;
      while (end < expression.length() && isNamed(expression.charAt(end))) {
        end++;
      }
      more.put(expression.substring(at, end), expression.substring(at + 1, end));
    }
    return new Condition(text, more, values);
  }

  /// The same with a value.
  Condition with(String name, AttributeValue value) {
    Map<String, AttributeValue> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Condition(text, names, more);
  }

  private static boolean isNamed(char letter) {
    return letter == '_' || (letter >= 'a' && letter <= 'z');
  }

  /// What the service takes: it refuses an empty map.
  @Nullable Map<String, AttributeValue> valuesOrNull() {
    return values.isEmpty() ? null : values;
  }

  @Nullable Map<String, String> namesOrNull() {
    return names.isEmpty() ? null : names;
  }
}
