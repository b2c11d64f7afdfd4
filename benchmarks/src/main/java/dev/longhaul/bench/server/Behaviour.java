package dev.longhaul.bench.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One endpoint: answers requests for its one bucket, if they are signed with its access key.
final class Behaviour {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  /// What a bucket answers whose settings nobody ever touched.
  private static final Map<String, Answer> UNSET =
      Map.of(
          "location", document("LocationConstraint", Map.of()),
          "versioning", document("VersioningConfiguration", Map.of()),
          "object-lock", Answer.error(404, "ObjectLockConfigurationNotFoundError"),
          "policy", Answer.error(404, "NoSuchBucketPolicy"),
          "encryption", Answer.error(404, "ServerSideEncryptionConfigurationNotFoundError"),
          "lifecycle", Answer.error(404, "NoSuchLifecycleConfiguration"),
          "acl", Answer.error(501, "NotImplemented"));

  private static final int SMALL_DOCUMENT = 8 << 20;

  private final String accessKey;
  private final String bucketName;
  private final Endpoint.Manner manner;
  private final Bucket bucket;
  private final Pattern pattern;
  private final ObjectCalls objects;
  private final UploadCalls uploads;
  private final Counts counts = new Counts();
  private final AtomicLong requests = new AtomicLong();
  private volatile Dated date = new Dated(0, "");
  private final Gate gate = new Gate();

  Behaviour(Endpoint endpoint, Bucket bucket, Pattern pattern) {
    this.accessKey = endpoint.accessKey();
    this.bucketName = endpoint.bucket();
    this.manner = endpoint.manner();
    this.bucket = bucket;
    this.pattern = pattern;
    this.objects = new ObjectCalls(bucket, pattern, counts);
    this.uploads = new UploadCalls(bucket, objects, counts);
  }

  /// The text of a second.
  private record Dated(long second, String text) {}

  Counts counts() {
    return counts;
  }

  /// Whether signatures and the checksums of bodies are looked at.
  boolean isChecked() {
    return manner.checked();
  }

  Pattern pattern() {
    return pattern;
  }

  String nextId() {
    return Long.toHexString(requests.incrementAndGet());
  }

  /// The time for a Date header; made once a second.
  String date() {
    long now = System.currentTimeMillis() / 1000;
    Dated known = date;
    if (known.second != now) {
      known = new Dated(now, date(now * 1000));
      date = known;
    }
    return known.text;
  }

  static String date(long millis) {
    return HTTP_DATE.format(Instant.ofEpochMilli(millis));
  }

  /// Answers one request; takes its body off the connection whatever the answer is.
  Answer answer(Request request, Intake intake) throws IOException {
    if (request.bucket().startsWith("_")) {
      return ofServer(request);
    }
    counts.count(request.kind());
    gate.pass();
    Answer refusal = refusal(request);
    if (refusal != null) {
      intake.body(request);
      return refusal;
    }
    Answer answer = request.key().isEmpty() ? ofBucket(request) : ofKey(request, intake);
    counts.add("status " + answer.status / 100 + "xx", 1);
    return answer;
  }

  private @Nullable Answer refusal(Request request) {
    String authorization = request.headers().getOrDefault("authorization", "");
    if (!authorization.contains("Credential=" + accessKey + "/")) {
      return Answer.error(403, "InvalidAccessKeyId");
    }
    if (manner.checked() && !Signature.isWellFormed(request, accessKey)) {
      counts.count("bad signatures");
      return Answer.error(403, "SignatureDoesNotMatch");
    }
    return request.bucket().equals(bucketName) ? null : Answer.error(404, "NoSuchBucket");
  }

  /// What only the bench asks for.
  private Answer ofServer(Request request) {
    switch (request.bucket()) {
      case "_stats" -> {
        return Answer.xml(counts.json());
      }
      case "_arrivals" -> {
        return Answer.xml(bucket.arrivals().text());
      }
      case "_reset" -> counts.reset();
      case "_grow" -> bucket.grow(Long.parseLong(request.key()));
      case "_hold" -> gate.close();
      case "_release" -> gate.open();
      default -> {
        return Answer.error(404, "NoSuchBucket");
      }
    }
    return Answer.of(200);
  }

  private Answer ofBucket(Request request) throws IOException {
    if (request.method().equals("HEAD")) {
      return Answer.of(200).with("x-amz-bucket-region", "us-east-1");
    }
    if (!request.method().equals("GET")) {
      return Answer.error(501, "NotImplemented");
    }
    if (request.asks("uploads")) {
      return uploads.list(request, bucketName);
    }
    String unset = UNSET.keySet().stream().filter(request::asks).findFirst().orElse(null);
    if (unset != null) {
      return UNSET.get(unset);
    }
    pause(manner.beforeLists());
    return new ListingPage(bucket, bucketName, request).answer();
  }

  private static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("no longer waiting");
    }
  }

  private Answer ofKey(Request request, Intake intake) throws IOException {
    boolean document = request.method().equals("POST") || request.asks("tagging");
    if (document && request.length() <= SMALL_DOCUMENT) {
      String xml = new String(intake.small(request.length()), StandardCharsets.UTF_8);
      return request.asks("tagging") ? objects.tags(request, xml) : uploads.post(request, xml);
    }
    if (request.asks("uploadId")) {
      return uploads.answer(request, intake);
    }
    return switch (request.method()) {
      case "GET", "HEAD" -> objects.read(request);
      case "PUT" -> objects.put(request, intake);
      case "DELETE" -> objects.delete(request);
      default -> Answer.error(405, "MethodNotAllowed");
    };
  }

  /// The value of an XML element, without its markup; empty when it is not there.
  static String element(String xml, String name) {
    int start = xml.indexOf("<" + name + ">");
    int end = xml.indexOf("</" + name + ">", Math.max(0, start));
    return start < 0 || end < 0 ? "" : xml.substring(start + name.length() + 2, end).strip();
  }

  static String escaped(String text) {
    StringBuilder xml = new StringBuilder(text.length() + 16);
    for (int index = 0; index < text.length(); index++) {
      char c = text.charAt(index);
      switch (c) {
        case '&' -> xml.append("&amp;");
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        case '"' -> xml.append("&quot;");
        default -> xml.append(c);
      }
    }
    return xml.toString();
  }

  /// A document of one element with these values in it.
  static Answer document(String name, Map<String, String> values) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<");
    xml.append(name).append('>');
    values.forEach((key, value) ->
        xml.append('<')
            .append(key)
            .append('>')
            .append(escaped(value))
            .append("</")
            .append(key)
            .append('>'));
    return Answer.xml(xml.append("</").append(name).append('>').toString());
  }
}
