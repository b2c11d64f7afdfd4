package dev.longhaul.demo.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Checks the AWS Signature Version 4 of a request that carries it in its headers.
///
/// It shares no code with Longhaul's signer on purpose: one judges the other. The hash that the
/// request claims for its body is part of what is signed; whether the body has it is not checked.
final class SignatureCheck {

  private static final Duration LARGEST_SKEW = Duration.ofMinutes(15);
  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 +Credential=([^/,]+)/(([0-9]{8})/([^/,]+)/s3/aws4_request), *"
              + "SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})");

  private final String accessKey;
  private final String secretKey;

  SignatureCheck(String accessKey, String secretKey) {
    this.accessKey = accessKey;
    this.secretKey = secretKey;
  }

  /// The parts of a request that a signature covers, as they came over the wire.
  ///
  /// @param path percent-encoded
  /// @param query without the question mark, percent-encoded, maybe empty
  /// @param headers by name in any letter case
  record SignedRequest(
      String method, String path, String query, Map<String, List<String>> headers) {}

  /// Why a request is refused, in S3's words.
  record Refusal(String code, String message) {}

  /// Returns null if the request may pass.
  @Nullable Refusal refusal(SignedRequest request, Instant now) {
    Matcher authorization = AUTHORIZATION.matcher(first(request, "authorization"));
    if (!authorization.matches()) {
      return new Refusal("AccessDenied", "Access Denied");
    }
    if (!authorization.group(1).equals(accessKey)) {
      return new Refusal(
          "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist.");
    }
    String date = first(request, "x-amz-date");
    if (!date.startsWith(authorization.group(3)) || skewed(date, now)) {
      return new Refusal("RequestTimeTooSkewed", "The request time differs too much from ours.");
    }
    String[] signedHeaders = authorization.group(5).split(";", -1);
    if (!Arrays.asList(signedHeaders).contains("host")) {
      return new Refusal("AccessDenied", "The host header must be signed.");
    }
    String scope = authorization.group(2);
    byte[] canonical = canonical(request, signedHeaders).getBytes(StandardCharsets.ISO_8859_1);
    String toSign = "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + hex(sha256(canonical));
    String expected = hex(hmac(signingKey(scope), toSign));
    return expected.equals(authorization.group(6))
        ? null
        : new Refusal("SignatureDoesNotMatch", "The signature does not match: check the key.");
  }

  private static boolean skewed(String date, Instant now) {
    try {
      Instant sent = AMZ_DATE.parse(date, Instant::from);
      return Duration.between(sent, now).abs().compareTo(LARGEST_SKEW) > 0;
    } catch (DateTimeParseException _) {
      return true;
    }
  }

  private static String canonical(SignedRequest request, String[] signedHeaders) {
    String query =
        Arrays.stream(request.query().split("&", -1))
            .filter(pair -> !pair.isEmpty())
            .map(SignatureCheck::canonicalPair)
            // By name first: "a" before "a-b", though "=" comes after "-".
            .sorted(Comparator.comparing(pair -> pair.replace('=', '\u0000')))
            .collect(Collectors.joining("&"));
    String headers =
        Arrays.stream(signedHeaders)
            .map(name -> name + ":" + value(request, name) + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        request.method(),
        encode(decode(request.path()), "/"),
        query,
        headers,
        String.join(";", signedHeaders),
        first(request, "x-amz-content-sha256"));
  }

  private static String canonicalPair(String pair) {
    int equals = pair.indexOf('=');
    String name = equals < 0 ? pair : pair.substring(0, equals);
    String value = equals < 0 ? "" : pair.substring(equals + 1);
    return encode(decode(name), "") + "=" + encode(decode(value), "");
  }

  private static String value(SignedRequest request, String name) {
    return request.headers().getOrDefault(name, List.of()).stream()
        .map(value -> value.strip().replaceAll(" +", " "))
        .collect(Collectors.joining(","));
  }

  private static String first(SignedRequest request, String name) {
    return request.headers().getOrDefault(name, List.of("")).getFirst().strip();
  }

  private static byte[] decode(String encoded) {
    var bytes = new ByteArrayOutputStream(encoded.length());
    for (int at = 0; at < encoded.length(); at++) {
      if (encoded.charAt(at) == '%' && at + 2 < encoded.length()) {
        bytes.write(HexFormat.fromHexDigits(encoded, at + 1, at + 3));
        at += 2;
      } else {
        bytes.write(encoded.charAt(at));
      }
    }
    return bytes.toByteArray();
  }

  private static String encode(byte[] bytes, String alsoPlain) {
    var encoded = new StringBuilder(bytes.length * 2);
    for (byte each : bytes) {
      char character = (char) (each & 0xFF);
      boolean plain = UNRESERVED.indexOf(character) >= 0 || alsoPlain.indexOf(character) >= 0;
      encoded.append(plain ? character : "%" + HexFormat.of().withUpperCase().toHexDigits(each));
    }
    return encoded.toString();
  }

  private byte[] signingKey(String scope) {
    byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/", -1)) {
      key = hmac(key, part);
    }
    return key;
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("Every JDK has HmacSHA256.", failure);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("Every JDK has SHA-256.", failure);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
