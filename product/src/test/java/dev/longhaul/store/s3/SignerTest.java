package dev.longhaul.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/// The signer against the examples that AWS publishes, and against the SDK's own on random
/// requests.
final class SignerTest {
  private static final int TRIALS = 3_000;
  private static final Instant NOW = Instant.parse("2026-11-24T01:02:03Z");

  /// One line of the published examples.
  record Vector(List<String> columns) {
    boolean isS3() {
      return columns.get(0).equals("s3");
    }

    String column(int index) {
      return columns.get(index).equals("-") ? "" : columns.get(index);
    }

    @Override
    public String toString() {
      return columns.get(1);
    }
  }

  static Stream<Vector> vectors() throws IOException {
    try (InputStream in = SignerTest.class.getResourceAsStream("sigv4-vectors.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> new Vector(Arrays.asList(line.split("\t", -1))))
              .toList()
              .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void signsAsPublished(Vector vector) {
    boolean s3 = vector.isS3();
    String host = s3 ? "examplebucket.s3.amazonaws.com" : "example.amazonaws.com";
    S3Request request = request(vector.column(2), host, vector.column(3));
    for (String parameter : parts(vector.column(4), "&")) {
      request.encodedQuery(before(parameter, '='), after(parameter, '='));
    }
    for (String header : parts(vector.column(5), "\\|")) {
      request.header(before(header, ':'), after(header, ':'));
    }
    Instant time = Instant.parse(s3 ? "2013-05-24T00:00:00Z" : "2015-08-30T12:36:00Z");
    request.header("x-amz-date", s3 ? "20130524T000000Z" : "20150830T123600Z");
    Credentials credentials =
        s3
            ? Credentials.of("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
            : Credentials.of("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    String payload = vector.column(6).isEmpty() ? Signer.EMPTY_PAYLOAD : vector.column(6);
    Signer signer = new Signer("us-east-1", s3 ? "s3" : "service");

    String header =
        signer.authorization(request, allButAcceptEncoding(request), credentials, time, payload);

    assertThat(header).endsWith("Signature=" + vector.column(7));
  }

  @Test
  void readsEveryPublishedExample() throws IOException {
    assertThat(vectors()).hasSize(31);
  }

  private static S3Request request(String method, String host, String path) {
    Endpoint endpoint = new Endpoint(true, host, 443, host, path, "/");
    return S3Request.ofBucket(Operation.GET, method, endpoint);
  }

  private static int[] allButAcceptEncoding(S3Request request) {
    return IntStream.range(0, request.headers())
        .filter(index -> !request.name(index).equals("accept-encoding"))
        .boxed()
        .sorted((a, b) -> request.name(a).compareTo(request.name(b)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static List<String> parts(String text, String separator) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(separator));
  }

  private static String before(String text, char separator) {
    return text.substring(0, text.indexOf(separator));
  }

  private static String after(String text, char separator) {
    return text.substring(text.indexOf(separator) + 1);
  }

  @Test
  void signsRandomRequestsAsTheSdkDoes() {
    SplittableRandom random = new SplittableRandom(4);
    Signer signer = new Signer("cn-north-1", "s3");
    for (int trial = 0; trial < TRIALS; trial++) {
      String token = random.nextInt(3) == 0 ? "token/" + trial : null;
      Credentials credentials =
          new Credentials("AK" + trial % 7, "secret" + trial % 5, token, null);
      Instant now = NOW.plusSeconds(random.nextInt(400_000));
      RandomRequest made = RandomRequest.of(random);

      signer.sign(made.ours, credentials, now, Signer.UNSIGNED_PAYLOAD);

      assertThat(authorization(made.ours))
          .as("trial %d: %s", trial, made.ours.path())
          .isEqualTo(bySdk(made.sdk.build(), credentials, now));
    }
  }

  private static String authorization(S3Request request) {
    return IntStream.range(0, request.headers())
        .filter(index -> request.name(index).equals("authorization"))
        .mapToObj(request::value)
        .findFirst()
        .orElseThrow();
  }

  private static String bySdk(SdkHttpRequest request, Credentials credentials, Instant now) {
    return AwsV4HttpSigner.create()
        .sign(signing ->
            signing
                .identity(identity(credentials))
                .request(request)
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4HttpSigner.REGION_NAME, "cn-north-1")
                .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)))
        .request()
        .firstMatchingHeader("Authorization")
        .orElseThrow();
  }

  private static AwsCredentialsIdentity identity(Credentials credentials) {
    @Nullable String token = credentials.sessionToken();
    return token == null
        ? AwsCredentialsIdentity.create(credentials.accessKey(), credentials.secretKey())
        : AwsSessionCredentialsIdentity.create(
            credentials.accessKey(), credentials.secretKey(), token);
  }

  /// One random request, made for both signers.
  private record RandomRequest(S3Request ours, SdkHttpRequest.Builder sdk) {
    private static final String HOST = "bucket.s3.cn-north-1.amazonaws.com.cn";
    private static final List<String> HEADERS =
        List.of(
            "if-match",
            "range",
            "content-type",
            "content-md5",
            "x-amz-meta-a",
            "x-amz-tagging",
            "x-amz-storage-class",
            "x-amz-checksum-crc32c");
    private static final List<String> PARAMETERS =
        List.of("list-type", "prefix", "uploadId", "partNumber", "Upper", "x-id", "versionId");

    static RandomRequest of(SplittableRandom random) {
      ObjectKey key = ObjectKey.of(text(random, 1 + random.nextInt(60)));
      Endpoint endpoint = new Endpoint(true, HOST, 443, HOST, "/", "/");
      String method = random.nextBoolean() ? "GET" : "PUT";
      S3Request ours = S3Request.ofObject(Operation.GET, method, endpoint, key);
      assertThat(ours.path()).isEqualTo("/" + SdkHttpUtils.urlEncodeIgnoreSlashes(key.text()));
      SdkHttpRequest.Builder sdk =
          SdkHttpRequest.builder()
              .method(SdkHttpMethod.fromValue(method))
              .protocol("https")
              .host(HOST)
              .encodedPath(ours.path());
      for (String parameter : PARAMETERS) {
        if (random.nextInt(3) == 0) {
          String value = random.nextInt(4) == 0 ? "" : text(random, random.nextInt(20));
          ours.query(parameter, value);
          sdk.putRawQueryParameter(parameter, value);
        }
      }
      for (String header : HEADERS) {
        if (random.nextInt(3) == 0) {
          String value = ascii(random, random.nextInt(20));
          ours.header(header, value);
          sdk.putHeader(header, value);
        }
      }
      return new RandomRequest(ours, sdk);
    }

    /// Any text, most of it nasty.
    private static String text(SplittableRandom random, int length) {
      StringBuilder text = new StringBuilder();
      for (int index = 0; index < length; index++) {
        text.appendCodePoint(
            switch (random.nextInt(6)) {
              case 0 -> "//..+%&= ?#~*'()!:@,;".charAt(random.nextInt(21));
              case 1 -> random.nextInt(1, 0x80);
              case 2 -> 0x1F600 + random.nextInt(50);
              case 3 -> random.nextInt(0xA0, 0xD7FF);
              default -> 'a' + random.nextInt(26);
            });
      }
      return text.toString();
    }

    private static String ascii(SplittableRandom random, int length) {
      StringBuilder text = new StringBuilder();
      for (int index = 0; index < length; index++) {
        text.append(random.nextInt(4) == 0 ? ' ' : (char) random.nextInt(0x20, 0x7F));
      }
      return text.toString();
    }
  }

  @Test
  void derivesAnotherKeyWhenDayOrSecretChange() {
    Signer kept = new Signer("r", "s3");
    List<String> signatures =
        List.of(
            signed(new Signer("r", "s3"), "secret", NOW),
            signed(kept, "other", NOW),
            signed(kept, "secret", NOW.plusSeconds(86_400)),
            signed(kept, "secret", NOW));

    assertThat(signatures.get(3)).isEqualTo(signatures.get(0));
    assertThat(signatures.subList(0, 3)).doesNotHaveDuplicates();
  }

  private static String signed(Signer signer, String secret, Instant time) {
    S3Request request = request("GET", "host", "/");
    signer.sign(request, Credentials.of("AK", secret), time, Signer.EMPTY_PAYLOAD);
    return authorization(request);
  }
}
