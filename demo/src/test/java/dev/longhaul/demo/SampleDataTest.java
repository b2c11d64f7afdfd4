package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.demo.SharedServers.Bucket;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// What a server is said to hold, it holds: otherwise the end-to-end tests would judge the servers.
final class SampleDataTest {

  @Hazard(52)
  @ParameterizedTest
  @MethodSource("buckets")
  void eachServerGivesBackEverySampleThatItHolds(ServerKind kind, Bucket bucket) {
    List<Sample> samples = SampleData.everything().stream().filter(kind::holds).toList();
    bucket.samples().put(samples);

    for (Sample sample : samples) {
      ResponseBytes<GetObjectResponse> object =
          bucket
              .client()
              .getObjectAsBytes(request -> request.bucket(bucket.name()).key(sample.key()));
      assertThat(Arrays.equals(object.asByteArrayUnsafe(), allBytes(sample)))
          .as("the bytes of %s", sample.key())
          .isTrue();
      assertThat(object.response().metadata()).isEqualTo(sample.metadata());
      sample
          .headers()
          .forEach((name, value) ->
              assertThat(object.response().sdkHttpResponse().firstMatchingHeader(name))
                  .as("%s of %s", name, sample.key())
                  .contains(value));
    }
    assertThat(bucket.keys())
        .containsExactlyInAnyOrderElementsOf(samples.stream().map(Sample::key).toList());
  }

  private static byte[] allBytes(Sample sample) {
    var bytes = new ByteArrayOutputStream();
    for (int part = 0; part < sample.parts().size(); part++) {
      bytes.writeBytes(sample.bytes(part));
    }
    return bytes.toByteArray();
  }

  static Stream<Object[]> buckets() {
    return Stream.of(
        new Object[] {ServerKind.S3MOCK, SharedServers.onS3Mock()},
        new Object[] {ServerKind.S3PROXY, SharedServers.onS3Proxy()});
  }
}
