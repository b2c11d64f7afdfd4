package dev.longhaul.store.s3;

import dev.longhaul.store.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Signs requests with AWS Signature Version 4, in headers.
///
/// The path is encoded once, as S3 has it, and never normalised. The key derived for a day, a
/// region and credentials is kept until one of them changes. Thread-safe.
final class Signer {
  /// What a signature says of a body that it does not cover (decision 6).
  static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

  /// The SHA-256 of nothing.
  static final String EMPTY_PAYLOAD =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String region;
  private final String service;
  private volatile @Nullable Second second;
  private volatile @Nullable DayKey dayKey;

  Signer(String region, String service) {
    this.region = region;
    this.service = service;
  }

  /// A second of time as signatures write it.
  private record Second(long epoch, String stamp) {
    String day() {
      return stamp.substring(0, 8);
    }
  }

  /// The signing key of one day and the credentials it was derived from.
  private record DayKey(String day, String secret, SecretKeySpec key) {}

  /// Adds the headers that authenticate the request; nothing may be added to it afterwards.
  ///
  /// @param payload SHA-256 of the body in hexadecimal digits, or `UNSIGNED_PAYLOAD`
  void sign(S3Request request, Credentials credentials, Instant now, String payload) {
    Second time = secondOf(now);
    request.header("x-amz-date", time.stamp);
    request.header("x-amz-content-sha256", payload);
    request.optional("x-amz-security-token", credentials.sessionToken());
    int[] signed = signedHeaders(request);
    request.header("authorization", authorization(request, signed, credentials, now, payload));
  }

  /// The Authorization header for a request of which these headers, in the order of their names,
  /// are signed.
  String authorization(
      S3Request request, int[] signed, Credentials credentials, Instant now, String payload) {
    Second time = secondOf(now);
    String names = names(request, signed);
    String canonical = canonical(request, signed, names, payload);
    String scope = time.day() + '/' + region + '/' + service + "/aws4_request";
    String text = ALGORITHM + '\n' + time.stamp + '\n' + scope + '\n' + sha256(canonical);
    byte[] signature = hmac(keyOf(time.day(), credentials), text);
    return ALGORITHM
        + " Credential="
        + credentials.accessKey()
        + '/'
        + scope
        + ", SignedHeaders="
        + names
        + ", Signature="
        + HexFormat.of().formatHex(signature);
  }

  /// The canonical request of the SigV4 specification.
  static String canonical(S3Request request, int[] signed, String names, String payload) {
    StringBuilder out = new StringBuilder(1024);
    out.append(request.method()).append('\n').append(request.path()).append('\n');
    request.appendQuery(out, true);
    out.append('\n');
    for (int index : signed) {
      out.append(request.name(index)).append(':');
      appendTrimmed(out, request.value(index));
      out.append('\n');
    }
    return out.append('\n').append(names).append('\n').append(payload).toString();
  }

  /// The headers to sign, as indices into the request in the order of their names.
  static int[] signedHeaders(S3Request request) {
    int[] signed = new int[request.headers()];
    int count = 0;
    for (int index = 0; index < request.headers(); index++) {
      String name = request.name(index);
      if (!isSigned(name)) {
        continue;
      }
      int place = count++;
      while (place > 0 && request.name(signed[place - 1]).compareTo(name) > 0) {
        signed[place] = signed[--place];
      }
      signed[place] = index;
    }
    return Arrays.copyOf(signed, count);
  }

  /// What decides the outcome is signed; what proxies rewrite (Accept-Encoding) or what may hold
  /// bytes that servers read differently (Content-Disposition) is not.
  private static boolean isSigned(String name) {
    return name.startsWith("x-amz-")
        || switch (name) {
          case "host", "date", "range" -> true;
          case "content-md5", "content-type", "if-match", "if-none-match" -> true;
          default -> false;
        };
  }

  static String names(S3Request request, int[] signed) {
    StringBuilder names = new StringBuilder(128);
    for (int index : signed) {
      names.append(names.isEmpty() ? "" : ";").append(request.name(index));
    }
    return names.toString();
  }

  /// Without spaces around, and with single ones within.
  private static void appendTrimmed(StringBuilder out, String value) {
    int end = value.length();
    int index = 0;
    while (index < end && isSpace(value.charAt(index))) {
      index++;
    }
    while (end > index && isSpace(value.charAt(end - 1))) {
      end--;
    }
    boolean space = false;
    for (; index < end; index++) {
      char c = value.charAt(index);
      if (isSpace(c) && space) {
        continue;
      }
      space = isSpace(c);
      out.append(space ? ' ' : c);
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private Second secondOf(Instant now) {
    Second known = second;
    if (known == null || known.epoch != now.getEpochSecond()) {
      known = new Second(now.getEpochSecond(), STAMP.format(now));
      second = known;
    }
    return known;
  }

  private SecretKeySpec keyOf(String day, Credentials credentials) {
    DayKey known = dayKey;
    if (known == null || !known.day.equals(day) || !known.secret.equals(credentials.secretKey())) {
      known = new DayKey(day, credentials.secretKey(), derive(day, credentials.secretKey()));
      dayKey = known;
    }
    return known.key;
  }

  private SecretKeySpec derive(String day, String secret) {
    SecretKeySpec key = key(("AWS4" + secret).getBytes(StandardCharsets.UTF_8));
    for (String step : new String[] {day, region, service, "aws4_request"}) {
      key = key(hmac(key, step));
    }
    return key;
  }

  private static SecretKeySpec key(byte[] bytes) {
    return new SecretKeySpec(bytes, "HmacSHA256");
  }

  private static byte[] hmac(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException missing) {
      throw unavailable(missing);
    }
  }

  private static String sha256(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// A fresh SHA-256.
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw unavailable(missing);
    }
  }

  private static IllegalStateException unavailable(GeneralSecurityException missing) {
    return new IllegalStateException(
        "this Java runtime lacks SHA-256, which every JDK has", missing);
  }
}
