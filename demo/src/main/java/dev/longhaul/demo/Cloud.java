package dev.longhaul.demo;

/// The services of AWS that the procedure calls in the source's world.
enum Cloud {
  /// The source's buckets.
  S3,
  /// The tables.
  DYNAMODB,
  /// The instances and their commands.
  SSM,
  /// The metric.
  CLOUDWATCH,
  /// The functions that others invoke.
  LAMBDA;

  /// The variable that says where it is.
  String variable() {
    return "AWS_ENDPOINT_URL_" + name();
  }
}
