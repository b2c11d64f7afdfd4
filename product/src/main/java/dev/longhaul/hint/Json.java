package dev.longhaul.hint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON value from someone who is not trusted: depth and size are limited (H80), and asking it
/// for what is not there, or is something else, gives nothing and never fails.
///
/// @param value a `Map` of names to `Json`, a `List` of `Json`, a `String`, a [Numeral] as written,
///   a `Boolean`, or `null` for anything else
public record Json(@Nullable Object value) {
  /// A number as it is written, so that no text counts as one.
  record Numeral(String text) {}

  /// More than any queue carries in one message (H73).
  public static final int MAX_CHARACTERS = 1024 * 1024;

  /// The deepest known form has seven levels.
  private static final int MAX_DEPTH = 32;

  private static final int MAX_NAME = 4096;
  private static final int MAX_NUMBER = 100;
  private static final Json NOTHING = new Json(null);

  /// The names come from outside, so that none may outlive its message.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_CHARACTERS)
                  .maxNameLength(MAX_NAME)
                  .maxNumberLength(MAX_NUMBER)
                  .build())
          .build();

  /// Reads exactly one value; of a name that occurs twice the last value counts.
  ///
  /// @throws JsonProcessingException when the text is anything else
  public static Json parse(String text) throws IOException {
    return parse(text, MAX_CHARACTERS);
  }

  /// As `parse`, for a text with another limit than that of messages.
  public static Json parse(String text, int maxCharacters) throws IOException {
    if (text.length() > maxCharacters) {
      throw new JsonParseException("longer than " + maxCharacters + " characters");
    }
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new JsonParseException("empty");
      }
      Json value = read(parser);
      if (parser.nextToken() != null) {
        throw new JsonParseException("something follows the end of the first value");
      }
      return value;
    }
  }

  private static Json read(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return new Json(fields(parser));
    }
    if (token == JsonToken.START_ARRAY) {
      return new Json(items(parser));
    }
    if (token == JsonToken.VALUE_STRING) {
      return new Json(parser.getText());
    }
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return new Json(token == JsonToken.VALUE_TRUE);
    }
    boolean isNumber = token != null && token.isNumeric();
    return isNumber ? new Json(new Numeral(parser.getText())) : NOTHING;
  }

  private static Map<String, Json> fields(JsonParser parser) throws IOException {
    Map<String, Json> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, read(parser));
    }
    return fields;
  }

  private static List<Json> items(JsonParser parser) throws IOException {
    List<Json> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(read(parser));
    }
    return items;
  }

  /// What lies at the end of a path of names.
  public Json at(String... path) {
    Json here = this;
    for (String name : path) {
      here =
          here.value instanceof Map<?, ?> fields && fields.get(name) instanceof Json found
              ? found
              : NOTHING;
    }
    return here;
  }

  /// The string at the end of a path, `null` where there is none.
  public @Nullable String text(String... path) {
    return at(path).value instanceof String text ? text : null;
  }

  /// The text of a string or a number, empty for anything else.
  public String scalar() {
    return switch (value) {
      case String text -> text;
      case Numeral(String text) -> text;
      case null, default -> "";
    };
  }

  /// Whether this is `true`.
  public boolean isTrue() {
    return value instanceof Boolean truth && truth;
  }

  /// The values of an object, in order; none for anything else.
  public List<Json> values() {
    List<Json> values = new ArrayList<>();
    if (value instanceof Map<?, ?> fields) {
      fields.values().forEach(field -> values.add(field instanceof Json json ? json : NOTHING));
    }
    return values;
  }

  /// Whether this has names.
  public boolean isObject() {
    return value instanceof Map;
  }

  /// The items of a list, `null` when this is none.
  public @Nullable List<Json> items() {
    if (!(value instanceof List<?> list)) {
      return null;
    }
    List<Json> items = new ArrayList<>(list.size());
    for (Object item : list) {
      items.add(item instanceof Json json ? json : NOTHING);
    }
    return items;
  }
}
