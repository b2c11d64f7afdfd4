package dev.longhaul.demo.server;

import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/// ElasticMQ: queues in memory that speak like Amazon SQS. It checks no credentials.
final class QueueServer {

  private QueueServer() {}

  /// Starts the server on a free loopback port and returns the port.
  static int start() {
    return SQSRestServerBuilder.withInterface("127.0.0.1")
        .withDynamicPort()
        .start()
        .waitUntilStarted()
        .localAddress()
        .getPort();
  }
}
