package dev.longhaul.demo;

/// Which server of queues to start.
public enum QueueKind implements ServerProgram {
  /// ElasticMQ: queues that speak like Amazon SQS, and ask nobody for credentials.
  ELASTICMQ("elasticmq");

  private final String argument;

  QueueKind(String argument) {
    this.argument = argument;
  }

  @Override
  public String argument() {
    return argument;
  }
}
