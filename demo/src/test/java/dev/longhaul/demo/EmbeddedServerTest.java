package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.demo.SharedServers.Bucket;
import java.io.BufferedReader;
import java.nio.file.Path;
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
  void endsWithWhoeverStartedItEvenIfThatIsKilled() throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ServerHolder.class.getName(),
                ServerKind.S3PROXY.name())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader output = holder.inputReader();
    ProcessHandle server = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
    Path folder = Path.of(output.readLine());
    assertThat(folder).isDirectory();

    holder.destroyForcibly().waitFor();

    server.onExit().join();
    assertThat(folder).doesNotExist();
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
