package dev.longhaul.demo;

import dev.longhaul.store.probe.Probe;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The servers that all tests of this JVM share; each test makes buckets of its own.
///
/// Nobody closes them: they end and remove their data when this JVM ends.
final class SharedServers {

  private static final List<EmbeddedServer> SERVERS =
      EmbeddedServer.start(List.of(ServerKind.S3MOCK, ServerKind.S3MOCK, ServerKind.S3PROXY));
  private static final List<S3Client> CLIENTS =
      SERVERS.stream().map(server -> OracleClient.to(server.access())).toList();
  private static final AtomicLong BUCKETS = new AtomicLong();

  private SharedServers() {}

  /// Started by the first test that wants a queue.
  private static final class Queues {
    private static final EmbeddedServer SERVER = EmbeddedServer.start(QueueKind.ELASTICMQ);
  }

  /// Makes an empty queue, which the caller closes.
  static DemoQueue queue() {
    return DemoQueue.create(Queues.SERVER.access(), "queue-" + BUCKETS.incrementAndGet());
  }

  /// A bucket on one of the servers.
  record Bucket(StoreAccess access, S3Client client, String name) {

    /// The same bucket reached at another address; the client stays with the server.
    Bucket at(URI relay) {
      return new Bucket(access.at(relay), client, name);
    }

    /// A new bucket of this name on the same server; for one test only.
    Bucket named(String other) {
      client.createBucket(request -> request.bucket(other));
      return new Bucket(access, client, other);
    }

    /// The same bucket with a secret that the server does not accept.
    Bucket withWrongSecret() {
      return new Bucket(
          new StoreAccess(access.endpoint(), access.region(), access.accessKey(), "wrong"),
          client,
          name);
    }

    SampleBucket samples() {
      return new SampleBucket(client, name);
    }

    /// The keys of objects, without the canaries of a probe: those that it leaves where it is
    /// killed are nobody's data.
    List<String> keys() {
      return listed().filter(Bucket::isData).toList();
    }

    /// The keys that probes wrote and did not remove.
    List<String> canaries() {
      return listed().filter(key -> !isData(key)).toList();
    }

    private static boolean isData(String key) {
      return !key.startsWith(Probe.FOLDER);
    }

    private Stream<String> listed() {
      return client
          .listObjectsV2Paginator(request -> request.bucket(name).encodingType(EncodingType.URL))
          .contents()
          .stream()
          .map(S3Object::key);
    }

    long size(String key) {
      return client.headObject(request -> request.bucket(name).key(key)).contentLength();
    }

    /// Keys of objects with an upload that was begun and neither completed nor aborted.
    List<String> openUploads() {
      return client
          .listMultipartUploads(request -> request.bucket(name).encodingType(EncodingType.URL))
          .uploads()
          .stream()
          .map(MultipartUpload::key)
          .filter(Bucket::isData)
          .toList();
    }

    void keepVersions() {
      client.putBucketVersioning(request ->
          request
              .bucket(name)
              .versioningConfiguration(
                  configuration -> configuration.status(BucketVersioningStatus.ENABLED)));
    }

    /// How many delete markers a key has.
    long deleteMarkers(String key) {
      return client
          .listObjectVersions(request -> request.bucket(name).prefix(key))
          .deleteMarkers()
          .stream()
          .filter(marker -> marker.key().equals(key))
          .count();
    }

    List<BucketDifference> differencesTo(Bucket other) {
      return BucketComparison.differences(client, name, other.client, other.name).stream()
          .filter(difference -> isData(difference.key()))
          .toList();
    }
  }

  /// Makes an empty bucket on the first S3Mock.
  static Bucket onS3Mock() {
    return on(0);
  }

  /// Makes an empty bucket on another S3Mock, which accepts other credentials.
  static Bucket onOtherS3Mock() {
    return on(1);
  }

  /// Makes an empty bucket on S3Proxy.
  static Bucket onS3Proxy() {
    return on(2);
  }

  private static Bucket on(int server) {
    String name = "bucket-" + BUCKETS.incrementAndGet();
    var bucket = new Bucket(SERVERS.get(server).access(), CLIENTS.get(server), name);
    bucket.samples().create();
    return bucket;
  }
}
