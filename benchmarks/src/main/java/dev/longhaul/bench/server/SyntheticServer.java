package dev.longhaul.bench.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Instant;

/// Starts endpoints on loopback, one for each argument, and prints their ports.
public final class SyntheticServer {
  private static final int BACKLOG = 1024;

  private SyntheticServer() {}

  /// Serves until it is killed.
  ///
  /// @param arguments of each endpoint: `port,access key,bucket,objects,size,part size,date`; a
  ///   port 0 takes any, `address:port` listens there and not on loopback, a part size 0 means
  ///   objects written in one
  public static void main(String[] arguments) throws IOException {
    Pattern pattern = new Pattern();
    for (String argument : arguments) {
      String[] fields = argument.split(",", -1);
      Bucket.Stock stock =
          new Bucket.Stock(
              Long.parseLong(fields[3]), Long.parseLong(fields[4]), Long.parseLong(fields[5]));
      Bucket bucket = new Bucket(stock, pattern, Instant.parse(fields[6]).toEpochMilli());
      Behaviour behaviour = new Behaviour(fields[1], fields[2], bucket, pattern);
      System.out.println(listen(address(fields[0]), behaviour, pattern));
    }
    System.out.println("ready");
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    int port = Integer.parseInt(text.substring(colon + 1));
    return colon < 0
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
        : new InetSocketAddress(text.substring(0, colon), port);
  }

  private static int listen(InetSocketAddress address, Behaviour behaviour, Pattern pattern)
      throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(address, BACKLOG);
    Thread.ofPlatform().name("accept").start(() -> accept(server, behaviour, pattern));
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  private static void accept(ServerSocketChannel server, Behaviour behaviour, Pattern pattern) {
    try {
      while (true) {
        SocketChannel channel = server.accept();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        behaviour.counts().count("connections");
        Thread.ofPlatform().daemon().start(new Connection(channel, behaviour, pattern));
      }
    } catch (IOException closed) {
      System.err.println("no longer listening: " + closed);
    }
  }
}
