package dev.longhaul.demo;

import dev.longhaul.s3copy.dynamodb.PartTablesOnServer;

final class LocalPartTablesTest extends PartTablesOnServer {
  LocalPartTablesTest() {
    super(LocalTables.endpoint());
  }
}
