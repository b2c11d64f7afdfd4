package dev.longhaul.s3copy.dynamodb;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.rehearsal.TableServer;
import dev.longhaul.s3copy.TablesUnavailable;
import dev.longhaul.s3copy.part.PartTables;
import dev.longhaul.s3copy.part.PartTablesContract;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.aws.CredentialSources;
import dev.longhaul.store.aws.SdkService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The tables of large objects over DynamoDB's protocol keep the contract.
final class DynamoPartTablesTest extends PartTablesContract {
  private final TableServer server =
      new TableServer()
          .with(PartTables.PARTS, "uploadid", "part")
          .with(PartTables.UPLOADS, "uploadid");

  private final List<DynamoPartTables> opened = new ArrayList<>();
  private final DynamoDbClient original = service().client(DynamoDbClient.builder());

  private SdkService service() {
    return new SdkService(
        "DynamoDB",
        "us-east-1",
        server.endpoint(),
        CredentialSources.fixed(new Credentials("key", "secret", null, null)));
  }

  private PartTables tables(DynamoPartTables.Names names) {
    DynamoPartTables tables = new DynamoPartTables(service(), names, clock);
    opened.add(tables);
    return tables.tables();
  }

  @Override
  protected PartTables open() {
    return tables(new DynamoPartTables.Names(PartTables.PARTS, PartTables.UPLOADS));
  }

  @Override
  protected void original(String table, Map<String, Object> attributes) {
    new OriginalProgram(original).put(table, attributes);
  }

  @Override
  protected List<Map<String, String>> stored(String table) {
    return server.stored(table);
  }

  @AfterEach
  void closeAll() {
    opened.forEach(DynamoPartTables::close);
    original.close();
    server.close();
  }

  @Test
  void aMissingTableIsNamedWithItsKey() {
    PartTables tables = tables(new DynamoPartTables.Names("Nope", PartTables.UPLOADS));
    assertThatThrownBy(() -> tables.parts().forgetAll("u"))
        .isInstanceOf(TablesUnavailable.class)
        .hasMessageContaining("there is no table Nope in us-east-1")
        .hasMessageContaining("uploadid (String) and part (Number)");
  }
}
