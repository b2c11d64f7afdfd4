package dev.longhaul.rehearsal;

import dev.longhaul.hint.Json;
import dev.longhaul.json.JsonText;
import dev.longhaul.rehearsal.Expression.Cell;
import dev.longhaul.rehearsal.JsonService.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The rows of one table, in the order of their keys.
///
/// @param keys the attributes that are the key: a text, and perhaps a number
/// @param byKey rows by their key as one text
record Rows(List<String> keys, NavigableMap<String, Map<String, Cell>> byKey) {
  /// Numbers are filled up to so many digits, so that they sort as numbers.
  private static final int DIGITS = 12;

  Rows(List<String> keys) {
    this(keys, new TreeMap<>());
  }

  /// The key of a row, or of a request, as one text.
  String key(Map<String, Cell> row) {
    StringBuilder key = new StringBuilder();
    for (String name : keys) {
      Cell cell = row.get(name);
      if (cell == null || !cell.type().equals(name.equals(keys.getFirst()) ? "S" : "N")) {
        throw new Refused(400, "ValidationException", "Missing the key " + name + " in the item");
      }
      String text = cell.text();
      key.append(cell.type().equals("S") ? text : "\n" + "0".repeat(DIGITS - text.length()) + text);
    }
    return key.toString();
  }

  /// The attributes of an object of JSON.
  static Map<String, Cell> cells(Json item) {
    Map<String, Cell> row = new LinkedHashMap<>();
    if (item.value() instanceof Map<?, ?> fields) {
      fields.forEach((name, value) -> {
        Cell cell = value instanceof Json json ? Expression.cell(json) : null;
        if (cell != null) {
          row.put(String.valueOf(name), cell);
        }
      });
    }
    return row;
  }

  /// The row that a request's `Key` names; `null` when there is none.
  @Nullable Map<String, Cell> find(Json request) {
    return byKey.get(key(cells(request.at("Key"))));
  }

  /// The key's attributes of a row.
  String keyJson(Map<String, Cell> row) {
    Map<String, Cell> only = new LinkedHashMap<>();
    for (String name : keys) {
      Cell cell = row.get(name);
      if (cell != null) {
        only.put(name, cell);
      }
    }
    return json(only);
  }

  static String json(Map<String, Cell> row) {
    return JsonText.object(json -> {
      for (Map.Entry<String, Cell> attribute : row.entrySet()) {
        json.writeObjectFieldStart(attribute.getKey());
        json.writeStringField(attribute.getValue().type(), attribute.getValue().text());
        json.writeEndObject();
      }
    });
  }
}
