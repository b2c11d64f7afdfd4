package dev.longhaul.store.probe.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value read from JSON. Asking it for something it is not throws `IllegalArgumentException`.
///
/// @param value a map, a list, a string, a boolean or null; numbers are kept as strings
record JsonTree(@Nullable Object value) {
  /// Reads the value that begins with the parser's current token.
  static JsonTree read(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IllegalArgumentException("the file is empty");
    }
    return switch (token) {
      case START_OBJECT -> new JsonTree(readObject(parser));
      case START_ARRAY -> new JsonTree(readArray(parser));
      case VALUE_TRUE, VALUE_FALSE -> new JsonTree(parser.getBooleanValue());
      case VALUE_NULL -> new JsonTree(null);
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonTree(parser.getText());
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalArgumentException("no value begins with " + token);
    };
  }

  private static Map<String, JsonTree> readObject(JsonParser parser) throws IOException {
    Map<String, JsonTree> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, read(parser));
    }
    return fields;
  }

  private static List<JsonTree> readArray(JsonParser parser) throws IOException {
    List<JsonTree> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(read(parser));
    }
    return items;
  }

  /// The field of an object.
  JsonTree at(String name) {
    JsonTree field =
        value instanceof Map<?, ?> map && map.get(name) instanceof JsonTree tree ? tree : null;
    if (field == null) {
      throw new IllegalArgumentException("no field " + name);
    }
    return field;
  }

  List<JsonTree> items() {
    List<JsonTree> items = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object item : list) {
        items.add(item instanceof JsonTree tree ? tree : new JsonTree(item));
      }
      return items;
    }
    throw new IllegalArgumentException("not a list: " + value);
  }

  List<String> strings() {
    return items().stream().map(JsonTree::string).toList();
  }

  String string() {
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("not a string: " + value);
  }

  @Nullable String stringOrNull() {
    return value == null ? null : string();
  }

  boolean bool() {
    if (value instanceof Boolean bool) {
      return bool;
    }
    throw new IllegalArgumentException("not a boolean: " + value);
  }

  /// The names of an object's fields.
  List<String> names() {
    List<String> names = new ArrayList<>();
    if (value instanceof Map<?, ?> map) {
      map.keySet().forEach(name -> names.add(String.valueOf(name)));
    }
    return names;
  }
}
