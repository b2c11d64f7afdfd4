package dev.longhaul.store.s3;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.Operation;

/// The bucket that all requests of one adapter are for.
record Target(BucketAddress address, S3Settings settings, Endpoint endpoint, Failures failures) {
  static Target of(BucketAddress address, S3Settings settings) {
    Endpoint endpoint = Endpoint.of(address, settings.addressing());
    return new Target(address, settings, endpoint, new Failures(address));
  }

  /// A request about the bucket.
  S3Request bucket(Operation operation, String method) {
    return owned(S3Request.ofBucket(operation, method, endpoint));
  }

  /// A request about an object.
  S3Request object(Operation operation, String method, ObjectKey key) {
    return owned(S3Request.ofObject(operation, method, endpoint, key));
  }

  private S3Request owned(S3Request request) {
    return request.optional("x-amz-expected-bucket-owner", settings.expectedOwner());
  }
}
