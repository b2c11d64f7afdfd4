package dev.longhaul.demo.tables;

import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;

/// Starts DynamoDB Local in memory on a port of loopback, prints `ready`, and holds it for as long
/// as its parent holds standard input open.
public final class TableMain {
  private TableMain() {}

  /// Takes the port.
  public static void main(String[] arguments) throws Exception {
    LocalDynamoDBRequestHandler tables =
        new LocalDynamoDBRequestHandler(0, true, null, false, false);
    new DynamoDBProxyServer(
            Integer.parseInt(arguments[0]), new LocalDynamoDBServerHandler(tables, null))
        .start();
    System.out.println("ready");
    System.out.flush();
    while (System.in.read() >= 0) {
      // The parent sends nothing: only the end counts.
    }
    Runtime.getRuntime().halt(0);
  }
}
