package dev.longhaul.s3copy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// The tables in memory keep their contract.
final class CopyTablesInMemoryTest extends CopyTablesContract {
  private CopyTablesInMemory held = new CopyTablesInMemory(clock);

  @Override
  protected CopyTables open() {
    held = new CopyTablesInMemory(clock);
    return held.tables();
  }

  @Override
  protected void original(String table, Map<String, Object> attributes) {
    Map<String, String> row = new LinkedHashMap<>();
    attributes.forEach((name, value) ->
        row.put(
            name,
            value instanceof Instant instant
                ? CopyTablesInMemory.seconds(instant)
                : value.toString()));
    held.rows(table).put(row.get("id"), row);
  }

  @Override
  protected Map<String, String> stored(String table, String id) {
    return held.rows(table).getOrDefault(id, Map.of());
  }
}
