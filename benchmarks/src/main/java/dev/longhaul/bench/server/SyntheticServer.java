package dev.longhaul.bench.server;

import java.io.IOException;

/// Starts endpoints on loopback, one for each argument, and prints their ports.
public final class SyntheticServer {
  private static final int BACKLOG = 1024;

  private SyntheticServer() {}

  /// Serves until it is killed. Where one speaks TLS, the key and its certificate are in the file
  /// that the system property `bench.keys` names, a PKCS12 with the password `synthetic`.
  ///
  /// @param arguments an endpoint each, as `Endpoint` reads them
  public static void main(String[] arguments) throws IOException {
    Pattern pattern = new Pattern();
    for (String argument : arguments) {
      Endpoint endpoint = Endpoint.parse(argument);
      Bucket bucket = new Bucket(endpoint.stock(), pattern, endpoint.date().toEpochMilli());
      System.out.println(listen(endpoint, new Behaviour(endpoint, bucket, pattern), pattern));
    }
    System.out.println("ready");
  }

  private static int listen(Endpoint endpoint, Behaviour behaviour, Pattern pattern)
      throws IOException {
    Acceptor acceptor =
        endpoint.manner().tls()
            ? Acceptor.tls(endpoint.address(), BACKLOG)
            : Acceptor.plain(endpoint.address(), BACKLOG);
    Thread.ofPlatform().name("accept").start(() -> accept(acceptor, behaviour, pattern));
    return acceptor.port();
  }

  private static void accept(Acceptor acceptor, Behaviour behaviour, Pattern pattern) {
    try {
      while (true) {
        Line line = acceptor.accept();
        behaviour.counts().count("connections");
        Thread.ofPlatform().daemon().start(new Connection(line, behaviour, pattern));
      }
    } catch (IOException closed) {
      System.err.println("no longer listening: " + closed);
    }
  }
}
