package dev.longhaul.s3copy.dynamodb;

import dev.longhaul.s3copy.part.PartTables;
import dev.longhaul.s3copy.part.PartTablesContract;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/// The contract of the tables of large objects on a server that others wrote.
public abstract class PartTablesOnServer extends PartTablesContract {
  private final OtherServer server;
  private final DynamoPartTables tables;

  protected PartTablesOnServer(URI endpoint) {
    server = new OtherServer(endpoint);
    tables =
        new DynamoPartTables(
            server.service(),
            new DynamoPartTables.Names(PartTables.PARTS, PartTables.UPLOADS),
            clock);
  }

  @Override
  protected PartTables open() {
    server.make(PartTables.PARTS, "uploadid", "part");
    server.make(PartTables.UPLOADS, "uploadid");
    return tables.tables();
  }

  @Override
  protected void original(String table, Map<String, Object> attributes) {
    new OriginalProgram(server.client()).put(table, attributes);
  }

  @Override
  protected List<Map<String, String>> stored(String table) {
    return server.rows(table);
  }

  @AfterEach
  void close() {
    tables.close();
    server.close();
  }
}
