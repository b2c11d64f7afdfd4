package dev.longhaul.s3copy.dynamodb;

import dev.longhaul.effect.Clock;
import dev.longhaul.s3copy.part.PartTables;
import dev.longhaul.store.aws.SdkService;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The tables of large objects in DynamoDB.
public final class DynamoPartTables implements AutoCloseable {
  private final DynamoDbClient client;
  private final PartTables tables;

  /// How the tables are called here.
  ///
  /// @param parts instead of `S3MPU`
  /// @param uploads instead of `S3MPUResult`
  public record Names(String parts, String uploads) {}

  /// Asks nobody anything yet.
  public DynamoPartTables(SdkService service, Names names, Clock clock) {
    this.client = service.client(DynamoDbClient.builder());
    Table parts = new Table(client, service, names.parts(), "uploadid (String) and part (Number)");
    Table uploads = new Table(client, service, names.uploads(), "uploadid (String)");
    this.tables =
        new PartTables(
            new NoteTable(uploads), new UploadTable(uploads, clock), new PartTable(parts, clock));
  }

  /// Both tables for all who use them.
  public PartTables tables() {
    return tables;
  }

  /// Gives back the connections.
  @Override
  public void close() {
    client.close();
  }
}
