package dev.longhaul.store.s3;

import static dev.longhaul.store.s3.ScriptedServer.answer;
import static dev.longhaul.store.s3.ScriptedServer.raw;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.BucketFacts;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.Failure;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class S3InspectorTest extends ScriptedStore {
  private static ScriptedServer.Answer head(int status, String headers) {
    return raw("HTTP/1.1 " + status + " X\r\n" + headers.replace("\n", "\r\n") + "\r\n");
  }

  private Failure failure() {
    return failureOf(() -> store().inspector().headBucket());
  }

  @Test
  @Hazard(66)
  void tellsRegionServerAndClock() {
    server.then(
        head(
            200,
            """
            x-amz-bucket-region: eu-west-1
            Server: Thing/1
            Date: Tue, 24 Nov 2026 12:00:30 GMT
            """));

    assertThat(store().inspector().headBucket())
        .isEqualTo(new BucketFacts("eu-west-1", Duration.ofSeconds(30), "Thing/1"));
    assertThat(server.request().line()).isEqualTo("HEAD /bucket HTTP/1.1");
  }

  @Test
  @Hazard({15, 68})
  void namesTheSettingToChange() {
    server.then(
        head(404, ""),
        head(403, ""),
        head(301, "x-amz-bucket-region: us-west-2\nLocation: http://elsewhere/\n"),
        head(400, "x-amz-bucket-region: us-west-2\n"),
        head(307, "Location: http://elsewhere/\n"));

    assertThat(failure().message()).contains("bucket's name").contains("127.0.0.1");
    assertThat(failure().message()).contains("permissions");
    assertThat(failure().message()).contains("region us-west-2").contains("eu-west-1");
    assertThat(failure().message()).contains("region us-west-2").contains("eu-west-1");
    assertThat(failure().message()).contains("endpoint");
    assertThat(server.requests()).hasSize(5);
  }

  @Test
  @Hazard(68)
  void findsTheRegionEvenInARefusal() {
    server.then(
        head(400, "x-amz-bucket-region: us-west-2\n"),
        head(403, "x-amz-bucket-region: us-west-2\n"),
        head(200, ""));

    assertThat(opened().bucketRegion()).contains("us-west-2");
    assertThat(opened().bucketRegion()).contains("us-west-2");
    assertThat(opened().bucketRegion()).isEmpty();
  }

  @Test
  @Hazard(68)
  void refusesABucketOfAnotherRegionAtAmazon() {
    server.then(head(200, "x-amz-bucket-region: us-west-2\n"));
    BucketAddress address =
        new BucketAddress(server.endpoint(), "eu-west-1", "bucket", BucketAddress.Kind.AWS);
    Credentials credentials = Credentials.of("AK", "secret");
    S3Settings settings = S3Settings.DEFAULT.with(S3Settings.Addressing.PATH);

    try (S3Stores.Open aws = S3Stores.open(address, settings, () -> credentials, clock)) {
      assertThat(failureOf(() -> aws.store().inspector().headBucket()).message())
          .contains("region us-west-2");
    }
  }

  @Test
  @Hazard(14)
  void namesTheOwnerThatTheBucketMustHave() {
    store(S3Settings.DEFAULT.withOwner("123456789012"));
    server.then(head(200, ""));

    store().inspector().headBucket();

    assertThat(server.request().headers())
        .containsEntry("x-amz-expected-bucket-owner", "123456789012");
    assertThat(server.request().headers().get("authorization"))
        .contains("x-amz-expected-bucket-owner");
  }

  @ParameterizedTest
  @CsvSource({"HEAD", "GET"})
  @Hazard(66)
  void followsTheStoresClockAfterASkewError(String method) {
    String date = "Date: Tue, 24 Nov 2026 14:00:00 GMT\n";
    ScriptedServer.Answer skewed =
        method.equals("HEAD")
            ? head(403, date)
            : answer(403, date, "<Error><Code>RequestTimeTooSkewed</Code></Error>");
    server.then(skewed, head(404, date));

    Failure first =
        failureOf(() -> {
          if (method.equals("HEAD")) {
            store().reader().head(KEY);
          } else {
            store().reader().tags(KEY, null);
          }
        });
    store().reader().head(KEY);

    assertThat(first).isInstanceOf(Failure.Transient.class);
    assertThat(first.message()).contains("clock").contains("7200 s");
    assertThat(server.requests().get(0).headers()).containsEntry("x-amz-date", "20261124T120000Z");
    assertThat(server.requests().get(1).headers()).containsEntry("x-amz-date", "20261124T140000Z");
  }

  @Test
  @Hazard(66)
  void isNotPushedFarByADate() {
    server.then(
        answer(
            403,
            "Date: Tue, 24 Nov 2036 14:00:00 GMT\n",
            "<Error><Code>RequestTimeTooSkewed</Code></Error>"),
        head(404, ""));

    assertThat(failureOf(() -> store().reader().tags(KEY, null)))
        .isInstanceOf(Failure.WrongCredentials.class)
        .extracting(Failure::message)
        .asString()
        .contains("clock");
    store().reader().head(KEY);
    assertThat(server.requests().get(1).headers()).containsEntry("x-amz-date", "20261124T120000Z");
  }

  @Test
  @Hazard(66)
  void keepsClocksOfTwoStoresApart() {
    server.then(
        answer(
            403,
            "Date: Tue, 24 Nov 2026 14:00:00 GMT\n",
            "<Error><Code>RequestTimeTooSkewed</Code></Error>"),
        head(404, ""));
    failureOf(() -> store().reader().tags(KEY, null));

    store(S3Settings.DEFAULT).reader().head(KEY);

    assertThat(server.requests().get(1).headers()).containsEntry("x-amz-date", "20261124T120000Z");
    assertThat(clock.now()).isEqualTo(Instant.parse("2026-11-24T12:00:00Z"));
  }
}
