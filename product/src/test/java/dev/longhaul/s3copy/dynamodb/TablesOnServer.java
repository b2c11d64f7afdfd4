package dev.longhaul.s3copy.dynamodb;

import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.CopyTablesContract;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/// The contract of the tables on a server that others wrote, so that ours does not only agree with
/// ourselves.
public abstract class TablesOnServer extends CopyTablesContract {
  private final OtherServer server;
  private final DynamoTables tables;

  protected TablesOnServer(URI endpoint) {
    server = new OtherServer(endpoint);
    tables = new DynamoTables(server.service(), DynamoTables.Names.USUAL, clock);
  }

  @Override
  protected CopyTables open() {
    server.make(CopyTables.OPEN, "id");
    server.make(CopyTables.RESULTS, "id");
    return tables.tables();
  }

  @Override
  protected void original(String table, Map<String, Object> attributes) {
    new OriginalProgram(server.client()).put(table, attributes);
  }

  @Override
  protected Map<String, String> stored(String table, String id) {
    return server.row(table, id);
  }

  @AfterEach
  void close() {
    tables.close();
    server.close();
  }
}
