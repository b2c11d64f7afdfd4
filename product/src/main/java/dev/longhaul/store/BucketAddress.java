package dev.longhaul.store;

import dev.longhaul.object.Escaped;
import java.net.URI;

/// Where a bucket is: the identity by which loops are recognised (H14). Bucket names are unique
/// only within a partition, so the name alone identifies nothing.
///
/// @param endpoint scheme, host and port of the store, without the bucket
/// @param region the region requests are signed for
public record BucketAddress(URI endpoint, String region, String bucket, Kind kind) {
  /// Which rules a store is expected to follow until its probe says more.
  public enum Kind {
    /// Amazon S3, in any partition.
    AWS,
    /// Everything else that speaks its protocol.
    COMPATIBLE
  }

  public BucketAddress {
    if (bucket.isEmpty() || bucket.chars().anyMatch(c -> c <= ' ' || c == '/' || c > 'z')) {
      throw new IllegalArgumentException("not a bucket name: " + Escaped.text(bucket));
    }
    if (endpoint.getHost() == null || endpoint.getScheme() == null) {
      throw new IllegalArgumentException(
          "an endpoint is a URL with a host, such as https://s3.example.com, not " + endpoint);
    }
  }

  /// Whether both name one bucket, as far as addresses can tell.
  public boolean isSameBucketAs(BucketAddress other) {
    return bucket.equals(other.bucket)
        && endpoint.getHost().equalsIgnoreCase(other.endpoint.getHost())
        && endpoint.getPort() == other.endpoint.getPort();
  }

  @Override
  public String toString() {
    return "s3://" + bucket + " at " + endpoint;
  }
}
