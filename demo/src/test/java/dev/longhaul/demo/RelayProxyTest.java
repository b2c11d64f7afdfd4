package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.demo.RelayRule.Verdict;
import dev.longhaul.demo.SharedServers.Bucket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

final class RelayProxyTest {

  private static final Sample UPLOAD = Sample.of("upload", 1).inParts(Sample.SMALLEST_PART, 10);

  private final Bucket bucket = SharedServers.onS3Mock();
  private final Bucket direct = SharedServers.onOtherS3Mock();

  @Test
  void carriesEverythingUnchanged() {
    List<Sample> samples = SampleData.attributes();
    direct.samples().put(samples);
    try (RelayProxy proxy = RelayProxy.before(bucket.access(), RelayRule.PASS);
        S3Client client = OracleClient.to(bucket.access().at(proxy.endpoint()))) {
      new SampleBucket(client, bucket.name()).put(samples);

      assertThat(
              BucketComparison.differences(client, bucket.name(), direct.client(), direct.name()))
          .isEmpty();
    }
  }

  @Test
  void tellsRequestsApart() {
    try (RelayProxy proxy = RelayProxy.before(bucket.access(), RelayRule.PASS);
        S3Client client = OracleClient.to(bucket.access().at(proxy.endpoint()))) {
      var relayed = new SampleBucket(client, bucket.name());
      relayed.put(UPLOAD);
      relayed.put(Sample.of("object", 1));
      client.getObjectAsBytes(request -> request.bucket(bucket.name()).key("object"));
      client.headObject(request -> request.bucket(bucket.name()).key("object"));
      client.listObjectsV2(request -> request.bucket(bucket.name()));
      relayed.delete("object");

      assertThat(proxy.count(RelayedRequest::isCreateUpload)).isEqualTo(1);
      assertThat(proxy.count(RelayedRequest::isUploadPart)).isEqualTo(2);
      assertThat(proxy.count(RelayedRequest::isComplete)).isEqualTo(1);
      assertThat(proxy.count(RelayedRequest::isPut)).isEqualTo(1);
      assertThat(proxy.count(RelayedRequest::isGet)).isEqualTo(1);
      assertThat(proxy.count(RelayedRequest::isHead)).isEqualTo(1);
      assertThat(proxy.count(RelayedRequest::isListing)).isEqualTo(1);
      assertThat(proxy.count(RelayedRequest::isDelete)).isEqualTo(1);
      assertThat(proxy.requests()).hasSize(9);
    }
  }

  @Test
  void holdsARequestBeforeTheServerSeesIt() {
    RelayRule rule = request -> request.isPut() ? Verdict.HOLD : Verdict.PASS;
    try (RelayProxy proxy = RelayProxy.before(bucket.access(), rule);
        S3Client client = OracleClient.to(bucket.access().at(proxy.endpoint()))) {
      var relayed = new SampleBucket(client, bucket.name());
      CompletableFuture<Void> put =
          CompletableFuture.runAsync(() -> relayed.put(Sample.of("late", 1)));
      proxy.awaitHeld();
      assertThat(bucket.keys()).isEmpty();

      proxy.release();
      put.join();

      assertThat(bucket.keys()).containsExactly("late");
    }
  }

  @Test
  void holdsAnAnswerAfterTheServerHasActed() {
    RelayRule rule = request -> request.isPut() ? Verdict.HOLD_ANSWER : Verdict.PASS;
    try (RelayProxy proxy = RelayProxy.before(bucket.access(), rule);
        S3Client client = OracleClient.to(bucket.access().at(proxy.endpoint()))) {
      var relayed = new SampleBucket(client, bucket.name());
      CompletableFuture<Void> put =
          CompletableFuture.runAsync(() -> relayed.put(Sample.of("unanswered", 1)));
      proxy.awaitHeld();

      assertThat(bucket.keys()).containsExactly("unanswered");
      assertThat(put).isNotDone();
      proxy.release();
      put.join();
    }
  }

  @Test
  void cutsAConnection() {
    RelayRule rule = request -> request.isPut() ? Verdict.CUT : Verdict.PASS;
    try (RelayProxy proxy = RelayProxy.before(bucket.access(), rule);
        S3Client client = OracleClient.to(bucket.access().at(proxy.endpoint()))) {
      var relayed = new SampleBucket(client, bucket.name());

      assertThatThrownBy(() -> relayed.put(Sample.of("lost", 1)))
          .isInstanceOf(SdkClientException.class);
      assertThat(bucket.keys()).isEmpty();
    }
  }

  @Test
  void losesAnAnswerAfterTheServerHasActed() {
    RelayRule rule = request -> request.isPut() ? Verdict.LOSE_ANSWER : Verdict.PASS;
    try (RelayProxy proxy = RelayProxy.before(bucket.access(), rule);
        S3Client client = OracleClient.to(bucket.access().at(proxy.endpoint()))) {
      var relayed = new SampleBucket(client, bucket.name());

      assertThatThrownBy(() -> relayed.put(Sample.of("unanswered", 1)))
          .isInstanceOf(SdkClientException.class);
      assertThat(bucket.keys()).containsExactly("unanswered");
    }
  }

  @Test
  void tellsAClientToSlowDown() {
    RelayRule rule = request -> request.isPut() ? Verdict.BUSY : Verdict.PASS;
    try (RelayProxy proxy = RelayProxy.before(bucket.access(), rule);
        S3Client client = OracleClient.to(bucket.access().at(proxy.endpoint()))) {
      var relayed = new SampleBucket(client, bucket.name());

      assertThatThrownBy(() -> relayed.put(Sample.of("refused", 1)))
          .isInstanceOfSatisfying(
              S3Exception.class, refused -> assertThat(refused.statusCode()).isEqualTo(503));
      assertThat(bucket.keys()).isEmpty();
    }
  }

  @Test
  void knowsTheKeyOfARequest() {
    try (RelayProxy proxy = RelayProxy.before(bucket.access(), RelayRule.PASS);
        S3Client client = OracleClient.to(bucket.access().at(proxy.endpoint()))) {
      new SampleBucket(client, bucket.name()).put(Sample.of("a b/ä+%20", 1));
      client.listObjectsV2(request -> request.bucket(bucket.name()));

      assertThat(proxy.requests()).extracting(RelayedRequest::key).containsExactly("a b/ä+%20", "");
    }
  }
}
