package dev.longhaul.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.store.BucketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Hazard(69)
final class EndpointTest {
  private static Endpoint of(
      String url, String bucket, BucketAddress.Kind kind, S3Settings.Addressing addressing) {
    return Endpoint.of(new BucketAddress(URI.create(url), "r", bucket, kind), addressing);
  }

  @ParameterizedTest
  @CsvSource({
    "https://s3.r.example.com, bkt, AWS, AUTO, bkt.s3.r.example.com / /",
    "https://s3.r.example.com, a.b, AWS, AUTO, s3.r.example.com /a.b /a.b/",
    "http://s3.r.example.com, a.b, AWS, AUTO, a.b.s3.r.example.com / /",
    "https://s3.r.example.com, A_b, AWS, AUTO, s3.r.example.com /A_b /A_b/",
    "https://minio.example.com, bkt, COMPATIBLE, AUTO, minio.example.com /bkt /bkt/",
    "https://oss.example.com, bkt, COMPATIBLE, VIRTUAL_HOST, bkt.oss.example.com / /",
    "https://s3.r.example.com, bkt, AWS, PATH, s3.r.example.com /bkt /bkt/",
    "http://h:9000/, bkt, COMPATIBLE, AUTO, h:9000 /bkt /bkt/",
    "https://h:443, bkt, COMPATIBLE, AUTO, h /bkt /bkt/",
    "http://h:443, bkt, COMPATIBLE, AUTO, h:443 /bkt /bkt/",
    "https://h/gateway/, bkt, COMPATIBLE, AUTO, h /gateway/bkt /gateway/bkt/",
    "https://h/gateway, bkt, COMPATIBLE, VIRTUAL_HOST, bkt.h /gateway /gateway/",
    "http://[::1]:9000, bkt, COMPATIBLE, AUTO, [::1]:9000 /bkt /bkt/"
  })
  void placesTheBucket(
      String url,
      String bucket,
      BucketAddress.Kind kind,
      S3Settings.Addressing addressing,
      String result) {
    Endpoint endpoint = of(url, bucket, kind, addressing);

    assertThat(endpoint.hostHeader() + " " + endpoint.bucketPath() + " " + endpoint.keyPath())
        .isEqualTo(result);
  }

  @Test
  void connectsWithoutBrackets() {
    Endpoint endpoint =
        of("http://[::1]:9000", "b", BucketAddress.Kind.COMPATIBLE, S3Settings.Addressing.AUTO);

    assertThat(endpoint.host()).isEqualTo("::1");
    assertThat(endpoint.port()).isEqualTo(9000);
    assertThat(endpoint.tls()).isFalse();
  }

  @Test
  void refusesOtherSchemes() {
    assertThatThrownBy(
            () -> of("ftp://h", "b", BucketAddress.Kind.COMPATIBLE, S3Settings.Addressing.AUTO))
        .hasMessageContaining("https://");
  }
}
