package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.demo.SharedServers.Bucket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

final class EmbeddedServerTest {

  @ParameterizedTest
  @EnumSource
  void refusesASecretThatIsNotItsOwn(ServerKind kind) {
    StoreAccess right = bucketOn(kind).access();
    var wrong =
        new StoreAccess(right.endpoint(), right.region(), right.accessKey(), "another-secret");

    try (S3Client client = OracleClient.to(wrong)) {
      assertThatThrownBy(client::listBuckets)
          .isInstanceOfSatisfying(
              S3Exception.class,
              refusal -> {
                assertThat(refusal.statusCode()).isEqualTo(403);
                assertThat(refusal.awsErrorDetails().errorCode())
                    .isEqualTo("SignatureDoesNotMatch");
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesTheCredentialsOfAnotherServer(ServerKind kind) {
    StoreAccess here = bucketOn(kind).access();
    StoreAccess elsewhere = SharedServers.onOtherS3Mock().access();

    try (S3Client client = OracleClient.to(elsewhere.at(here.endpoint()))) {
      assertThatThrownBy(client::listBuckets)
          .isInstanceOfSatisfying(
              S3Exception.class,
              refusal ->
                  assertThat(refusal.awsErrorDetails().errorCode())
                      .isEqualTo("InvalidAccessKeyId"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingBehindWhenClosed(ServerKind kind) {
    EmbeddedServer server = EmbeddedServer.start(kind);
    try (S3Client client = OracleClient.to(server.access())) {
      var bucket = new SampleBucket(client, "some-bucket");
      bucket.create();
      bucket.put(Sample.of("key", 10));
    }

    server.close();

    assertThat(server.folder()).doesNotExist();
    assertThat(server.isAlive()).isFalse();
  }

  @Test
  void tellsNobodyItsSecret() {
    StoreAccess access = SharedServers.onS3Mock().access();

    assertThat(access.toString()).doesNotContain(access.secretKey());
  }

  private static Bucket bucketOn(ServerKind kind) {
    return switch (kind) {
      case S3MOCK -> SharedServers.onS3Mock();
      case S3PROXY -> SharedServers.onS3Proxy();
    };
  }
}
