package dev.longhaul.rehearsal;

import dev.longhaul.hint.Json;
import dev.longhaul.json.JsonText;
import dev.longhaul.rehearsal.Expression.Cell;
import dev.longhaul.rehearsal.JsonService.Refused;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Tables with the key `id` that speak DynamoDB's protocol: the calls and expressions that our
/// adapter uses, checked as strictly as the real service does. Pages of scans are small, so that
/// whoever reads only the first misses rows; and reads that need not be consistent are answered as
/// if nothing had been written yet, but those of an index, which has no other.
public final class TableServer implements AutoCloseable {
  private static final int PAGE = 3;

  private final Map<String, NavigableMap<String, Map<String, Cell>>> tables =
      new ConcurrentHashMap<>();
  private final JsonService service = new JsonService(this::call);

  /// A server with these tables, all empty.
  public TableServer(String... names) {
    for (String name : names) {
      tables.put(name, new TreeMap<>());
    }
  }

  public URI endpoint() {
    return service.endpoint();
  }

  /// Refuses the next call of an operation.
  public void refuse(String operation, Refused answer) {
    service.refuse(operation, answer);
  }

  /// Does the next call of an operation, and answers as if it had failed.
  public void loseAnswer(String operation) {
    service.lose(operation, new Refused(500, "InternalServerError", "Internal server error"));
  }

  /// The operations that were asked for, in order.
  public List<String> calls() {
    return service.calls();
  }

  @Override
  public void close() {
    service.close();
  }

  /// The attributes of a row, numbers as text; empty when there is none.
  public synchronized Map<String, String> stored(String table, String id) {
    Map<String, String> stored = new LinkedHashMap<>();
    table(table).getOrDefault(id, Map.of()).forEach((name, cell) -> stored.put(name, cell.text()));
    return stored;
  }

  /// The ids of all rows.
  public synchronized Set<String> ids(String table) {
    return Set.copyOf(table(table).keySet());
  }

  /// Makes every time in every row so much earlier, as if it had passed.
  public synchronized void age(Duration passed) {
    BigDecimal seconds = BigDecimal.valueOf(passed.toSeconds());
    for (Map<String, Map<String, Cell>> table : tables.values()) {
      for (Map<String, Cell> row : table.values()) {
        row.replaceAll((name, cell) ->
            name.endsWith("_time") || name.equals("lease_until")
                ? new Cell("N", new BigDecimal(cell.text()).subtract(seconds).toPlainString())
                : cell);
      }
    }
  }

  private NavigableMap<String, Map<String, Cell>> table(String name) {
    NavigableMap<String, Map<String, Cell>> table = tables.get(name);
    if (table == null) {
      throw new Refused(400, "ResourceNotFoundException", "Requested resource not found");
    }
    return table;
  }

  private synchronized String call(String operation, Json input) throws IOException {
    NavigableMap<String, Map<String, Cell>> table = table(String.valueOf(input.text("TableName")));
    return switch (operation) {
      case "GetItem" ->
          item(isConsistent(input) ? table.get(input.at("Key", "id", "S").scalar()) : null);
      case "PutItem" -> put(table, input);
      case "UpdateItem" -> update(table, input);
      case "DeleteItem" -> delete(table, input);
      case "Scan" -> scan(table, input);
      default -> throw new Refused(400, "UnknownOperationException", operation);
    };
  }

  private static boolean isConsistent(Json input) {
    return input.at("ConsistentRead").isTrue();
  }

  private static void check(Json input, @Nullable Map<String, Cell> row, Set<String> used) {
    String condition = input.text("ConditionExpression");
    Map<String, Cell> seen = row == null ? new LinkedHashMap<>() : row;
    boolean holds = condition == null || new Expression(condition, input, seen, used).holds();
    if (!holds) {
      throw new Refused(400, "ConditionalCheckFailedException", "The conditional request failed");
    }
  }

  private static String put(NavigableMap<String, Map<String, Cell>> table, Json input) {
    Map<String, Cell> row = row(input.at("Item"));
    Set<String> used = new HashSet<>();
    String id = id(row);
    check(input, table.get(id), used);
    Expression.allAreUsed(input, used);
    table.put(id, row);
    return "{}";
  }

  private static String update(NavigableMap<String, Map<String, Cell>> table, Json input) {
    String id = input.at("Key", "id", "S").scalar();
    Set<String> used = new HashSet<>();
    check(input, table.get(id), used);
    Map<String, Cell> row = new LinkedHashMap<>(table.getOrDefault(id, Map.of()));
    row.putIfAbsent("id", new Cell("S", id));
    new Expression(String.valueOf(input.text("UpdateExpression")), input, row, used).update();
    Expression.allAreUsed(input, used);
    table.put(id, row);
    return "{}";
  }

  private static String delete(NavigableMap<String, Map<String, Cell>> table, Json input) {
    String id = input.at("Key", "id", "S").scalar();
    Set<String> used = new HashSet<>();
    check(input, table.get(id), used);
    Expression.allAreUsed(input, used);
    table.remove(id);
    return "{}";
  }

  private static String scan(NavigableMap<String, Map<String, Cell>> table, Json input) {
    String from = input.text("ExclusiveStartKey", "id", "S");
    String index = input.text("IndexName");
    if (index != null && isConsistent(input)) {
      throw new Refused(
          400, "ValidationException", "Consistent reads are not supported on indexes");
    }
    if (index == null && !isConsistent(input)) {
      return "{\"Items\":[]}";
    }
    String filter = input.text("FilterExpression");
    StringBuilder items = new StringBuilder();
    int seen = 0;
    String last = null;
    NavigableMap<String, Map<String, Cell>> rest =
        from == null ? table : table.tailMap(from, false);
    for (Map.Entry<String, Map<String, Cell>> entry : rest.entrySet()) {
      if (seen++ == PAGE) {
        String key = JsonText.object(json -> json.writeStringField("S", from(entry, table)));
        last = ",\"LastEvaluatedKey\":{\"id\":" + key + "}";
        break;
      }
      Set<String> used = new HashSet<>();
      boolean wanted = index == null || entry.getValue().containsKey(index);
      if (filter != null) {
        wanted &= new Expression(filter, input, entry.getValue(), used).holds();
        Expression.allAreUsed(input, used);
      }
      if (wanted) {
        items.append(items.isEmpty() ? "" : ",").append(json(entry.getValue()));
      }
    }
    return "{\"Items\":[" + items + "]" + (last == null ? "" : last) + "}";
  }

  private static String from(
      Map.Entry<String, Map<String, Cell>> next, NavigableMap<String, Map<String, Cell>> table) {
    return table.lowerKey(next.getKey());
  }

  private static String id(Map<String, Cell> row) {
    Cell id = row.get("id");
    if (id == null || !id.type().equals("S")) {
      throw new Refused(400, "ValidationException", "Missing the key id in the item");
    }
    return id.text();
  }

  private static Map<String, Cell> row(Json item) {
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

  private static String item(@Nullable Map<String, Cell> row) {
    return row == null ? "{}" : "{\"Item\":" + json(row) + "}";
  }

  private static String json(Map<String, Cell> row) {
    return JsonText.object(json -> {
      for (Map.Entry<String, Cell> attribute : row.entrySet()) {
        json.writeObjectFieldStart(attribute.getKey());
        json.writeStringField(attribute.getValue().type(), attribute.getValue().text());
        json.writeEndObject();
      }
    });
  }
}
