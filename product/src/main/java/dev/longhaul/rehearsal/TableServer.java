package dev.longhaul.rehearsal;

import dev.longhaul.hint.Json;
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
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Tables that speak DynamoDB's protocol: the calls and expressions that our adapter uses, checked
/// as strictly as the real service does. Pages of scans are small, so that whoever reads only the
/// first misses rows; and reads that need not be consistent are answered as if nothing had been
/// written yet, but those of an index, which has no other.
public final class TableServer implements AutoCloseable {
  private static final int PAGE = 3;
  private static final int BATCH = 25;

  private final Map<String, Rows> tables = new ConcurrentHashMap<>();
  private final JsonService service = new JsonService(this::call);

  /// A server with these tables, all empty, whose key is `id`.
  public TableServer(String... names) {
    for (String name : names) {
      with(name, "id");
    }
  }

  /// One more table.
  ///
  /// @param keys the attributes that are the key: a text, and perhaps a number
  public TableServer with(String name, String... keys) {
    tables.put(name, new Rows(List.of(keys)));
    return this;
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
    return texts(table(table).byKey().getOrDefault(id, Map.of()));
  }

  /// The attributes of every row, numbers as text.
  public synchronized List<Map<String, String>> stored(String table) {
    return table(table).byKey().values().stream().map(TableServer::texts).toList();
  }

  private static Map<String, String> texts(Map<String, Cell> row) {
    Map<String, String> texts = new LinkedHashMap<>();
    row.forEach((name, cell) -> texts.put(name, cell.text()));
    return texts;
  }

  /// The ids of all rows.
  public synchronized Set<String> ids(String table) {
    return Set.copyOf(table(table).byKey().keySet());
  }

  /// Makes every time in every row so much earlier, as if it had passed.
  public synchronized void age(Duration passed) {
    BigDecimal seconds = BigDecimal.valueOf(passed.toSeconds());
    for (Rows table : tables.values()) {
      for (Map<String, Cell> row : table.byKey().values()) {
        row.replaceAll((name, cell) ->
            name.endsWith("_time") || name.equals("lease_until")
                ? new Cell("N", new BigDecimal(cell.text()).subtract(seconds).toPlainString())
                : cell);
      }
    }
  }

  private Rows table(String name) {
    Rows table = tables.get(name);
    if (table == null) {
      throw new Refused(400, "ResourceNotFoundException", "Requested resource not found");
    }
    return table;
  }

  private synchronized String call(String operation, Json input) throws IOException {
    if (operation.equals("BatchWriteItem")) {
      return deleteAll(input);
    }
    Rows table = table(String.valueOf(input.text("TableName")));
    return switch (operation) {
      case "GetItem" -> item(isConsistent(input) ? table.find(input) : null);
      case "PutItem" -> put(table, input);
      case "UpdateItem" -> update(table, input);
      case "DeleteItem" -> delete(table, input);
      case "Scan" -> scan(table, input);
      case "Query" -> query(table, input);
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

  private static String put(Rows table, Json input) {
    Map<String, Cell> row = Rows.cells(input.at("Item"));
    Set<String> used = new HashSet<>();
    String key = table.key(row);
    check(input, table.byKey().get(key), used);
    Expression.allAreUsed(input, used);
    table.byKey().put(key, row);
    return "{}";
  }

  private static String update(Rows table, Json input) {
    Map<String, Cell> named = Rows.cells(input.at("Key"));
    String key = table.key(named);
    Set<String> used = new HashSet<>();
    check(input, table.byKey().get(key), used);
    Map<String, Cell> row = new LinkedHashMap<>(table.byKey().getOrDefault(key, named));
    new Expression(String.valueOf(input.text("UpdateExpression")), input, row, used).update();
    Expression.allAreUsed(input, used);
    table.byKey().put(key, row);
    boolean wanted = "ALL_NEW".equals(input.text("ReturnValues"));
    return wanted ? "{\"Attributes\":" + Rows.json(row) + "}" : "{}";
  }

  private static String delete(Rows table, Json input) {
    String key = table.key(Rows.cells(input.at("Key")));
    Set<String> used = new HashSet<>();
    check(input, table.byKey().get(key), used);
    Expression.allAreUsed(input, used);
    table.byKey().remove(key);
    return "{}";
  }

  /// Does a page of what a batch asks for, and leaves the rest to be asked for again, as the
  /// service may.
  private String deleteAll(Json input) {
    StringBuilder left = new StringBuilder();
    if (input.at("RequestItems").value() instanceof Map<?, ?> requests) {
      for (Object name : requests.keySet()) {
        Rows table = table(String.valueOf(name));
        List<Json> items = input.at("RequestItems", String.valueOf(name)).items();
        List<Json> all = items == null ? List.of() : items;
        if (all.isEmpty() || all.size() > BATCH) {
          throw new Refused(400, "ValidationException", "1 to 25 requests, not " + all.size());
        }
        for (int at = 0; at < all.size(); at++) {
          Map<String, Cell> key = Rows.cells(all.get(at).at("DeleteRequest", "Key"));
          if (at < PAGE) {
            table.byKey().remove(table.key(key));
          } else {
            left.append(left.isEmpty() ? "" : ",")
                .append("{\"DeleteRequest\":{\"Key\":")
                .append(Rows.json(key))
                .append("}}");
          }
        }
        if (!left.isEmpty()) {
          return "{\"UnprocessedItems\":{\"" + name + "\":[" + left + "]}}";
        }
      }
    }
    return "{\"UnprocessedItems\":{}}";
  }

  private static String query(Rows table, Json input) {
    String condition = String.valueOf(input.text("KeyConditionExpression"));
    return isConsistent(input) ? page(table, input, condition) : "{\"Items\":[]}";
  }

  private static String scan(Rows table, Json input) {
    String index = input.text("IndexName");
    if (index != null && isConsistent(input)) {
      throw new Refused(
          400, "ValidationException", "Consistent reads are not supported on indexes");
    }
    return index == null && !isConsistent(input)
        ? "{\"Items\":[]}"
        : page(table, input, input.text("FilterExpression"));
  }

  private static String page(Rows table, Json input, @Nullable String wanted) {
    String index = input.text("IndexName");
    Map<String, Cell> from = Rows.cells(input.at("ExclusiveStartKey"));
    StringBuilder items = new StringBuilder();
    int seen = 0;
    Map<String, Cell> last = null;
    NavigableMap<String, Map<String, Cell>> rest =
        from.isEmpty() ? table.byKey() : table.byKey().tailMap(table.key(from), false);
    for (Map<String, Cell> row : rest.values()) {
      if (seen++ == PAGE) {
        String key = table.keyJson(last == null ? row : last);
        return "{\"Items\":[" + items + "],\"LastEvaluatedKey\":" + key + "}";
      }
      last = row;
      Set<String> used = new HashSet<>();
      boolean isWanted = index == null || row.containsKey(index);
      if (wanted != null) {
        isWanted &= new Expression(wanted, input, row, used).holds();
        Expression.allAreUsed(input, used);
      }
      if (isWanted) {
        items.append(items.isEmpty() ? "" : ",").append(Rows.json(row));
      }
    }
    return "{\"Items\":[" + items + "]}";
  }

  private static String item(@Nullable Map<String, Cell> row) {
    return row == null ? "{}" : "{\"Item\":" + Rows.json(row) + "}";
  }
}
