package dev.longhaul.s3copy.part;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The fake keeps the contract of the real tables.
final class PartTablesInMemoryTest extends PartTablesContract {
  private PartTablesInMemory held = new PartTablesInMemory(clock);

  @Override
  protected PartTables open() {
    held = new PartTablesInMemory(clock);
    return held.tables();
  }

  @Override
  protected void original(String table, Map<String, Object> attributes) {
    Map<String, String> row = new LinkedHashMap<>();
    attributes.forEach((name, value) ->
        row.put(
            name, value instanceof Instant instant ? RowText.seconds(instant) : value.toString()));
    held.put(table, row);
  }

  @Override
  protected List<Map<String, String>> stored(String table) {
    return table.equals(PartTables.PARTS) ? held.parts() : held.uploads();
  }
}
