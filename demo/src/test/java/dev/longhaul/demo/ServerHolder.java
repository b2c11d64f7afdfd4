package dev.longhaul.demo;

import java.util.concurrent.CountDownLatch;

/// A process that starts a server, tells where it is and does nothing more, to be killed.
final class ServerHolder {

  private ServerHolder() {}

  public static void main(String[] arguments) throws InterruptedException {
    EmbeddedServer server = EmbeddedServer.start(ServerKind.valueOf(arguments[0]));
    System.out.println(server.pid());
    System.out.println(server.folder());
    new CountDownLatch(1).await();
  }
}
