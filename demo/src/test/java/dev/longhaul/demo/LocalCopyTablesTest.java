package dev.longhaul.demo;

import dev.longhaul.s3copy.dynamodb.TablesOnServer;

final class LocalCopyTablesTest extends TablesOnServer {
  LocalCopyTablesTest() {
    super(LocalTables.endpoint());
  }
}
