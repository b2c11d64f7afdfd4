package dev.longhaul.bench.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/// Reading, writing and deleting objects and their tags.
final class ObjectCalls {
  private static final java.util.regex.Pattern RANGE =
      java.util.regex.Pattern.compile("bytes=(\\d+)-(\\d*)");
  private static final java.util.regex.Pattern TAG =
      java.util.regex.Pattern.compile("<Tag>.*?</Tag>", java.util.regex.Pattern.DOTALL);
  private final Bucket bucket;
  private final Pattern pattern;
  private final Counts counts;
  private final Object[] locks = new Object[256];

  ObjectCalls(Bucket bucket, Pattern pattern, Counts counts) {
    this.bucket = bucket;
    this.pattern = pattern;
    this.counts = counts;
    for (int index = 0; index < locks.length; index++) {
      locks[index] = new Object();
    }
  }

  /// What everything that decides about a key and then changes it holds meanwhile.
  Object lock(Name name) {
    return locks[name.hashCode() & (locks.length - 1)];
  }

  Answer read(Request request) {
    Thing thing = bucket.find(Name.of(request.key()));
    if (thing == null) {
      return Answer.error(404, "NoSuchKey");
    }
    String match = request.header("if-match");
    if (match != null && !match.replace("\"", "").equals(thing.etag())) {
      return Answer.error(412, "PreconditionFailed");
    }
    Answer answer = Answer.of(200);
    describe(thing, request, answer);
    if (request.asks("partNumber")) {
      return part(thing, Integer.parseInt(request.parameter("partNumber", "1")), answer);
    }
    String range = request.header("range");
    Matcher matcher = range == null ? null : RANGE.matcher(range);
    if (matcher == null || !matcher.matches()) {
      return stretch(thing, answer, 0, thing.size());
    }
    long first = Long.parseLong(matcher.group(1));
    long last = matcher.group(2).isEmpty() ? thing.size() - 1 : Long.parseLong(matcher.group(2));
    if (first >= thing.size()) {
      return Answer.error(416, "InvalidRange");
    }
    return partial(thing, answer, first, Math.min(last, thing.size() - 1));
  }

  private Answer part(Thing thing, int number, Answer answer) {
    if (thing.partSize() == 0) {
      return number == 1 ? partial(thing, answer, 0, thing.size() - 1) : Answer.error(416, "Part");
    }
    long first = (number - 1) * thing.partSize();
    if (first >= thing.size()) {
      return Answer.error(416, "InvalidPartNumber");
    }
    long parts = (thing.size() + thing.partSize() - 1) / thing.partSize();
    answer.with("x-amz-mp-parts-count", Long.toString(parts));
    return partial(thing, answer, first, Math.min(first + thing.partSize(), thing.size()) - 1);
  }

  private Answer partial(Thing thing, Answer whole, long first, long last) {
    Answer answer = Answer.of(206);
    answer.headers.putAll(whole.headers);
    answer.headers.keySet().removeIf(name -> name.startsWith("x-amz-checksum"));
    answer.with("Content-Range", "bytes " + first + "-" + last + "/" + thing.size());
    return stretch(thing, answer, first, last - first + 1);
  }

  private static Answer stretch(Thing thing, Answer answer, long first, long length) {
    ByteBuffer body = thing.body();
    return body == null
        ? answer.withPattern(thing.place() + first, length)
        : answer.withBytes(body.slice((int) first, (int) length));
  }

  private static void describe(Thing thing, Request request, Answer answer) {
    answer.with("ETag", '"' + thing.etag() + '"');
    answer.with("Last-Modified", Behaviour.date(thing.modifiedMillis()));
    answer.with("Accept-Ranges", "bytes");
    boolean checksums = "ENABLED".equals(request.header("x-amz-checksum-mode"));
    thing
        .headers()
        .forEach((name, value) -> {
          if (name.equals("x-amz-tagging")) {
            answer.with("x-amz-tagging-count", Integer.toString(value.split("&", -1).length));
          } else if (checksums || !name.startsWith("x-amz-checksum")) {
            answer.with(name, value);
          }
        });
    if (!thing.headers().containsKey("content-type")) {
      answer.with("Content-Type", "binary/octet-stream");
    }
  }

  Answer put(Request request, Intake intake) throws IOException {
    if (request.header("x-amz-copy-source") != null) {
      intake.body(request);
      return copy(request);
    }
    Received body = intake.body(request);
    String refusal = refusal(request, body);
    if (refusal != null) {
      return Answer.error(400, refusal);
    }
    Thing thing = thing(body, body.md5(), kept(request, true));
    Answer answer = store(request, thing);
    long number = Bucket.numberOf(request.key());
    if (number >= 0 && answer.status == 200) {
      counts.count(body.from() == Pattern.placeOf(number) ? "right bodies" : "wrong bodies");
      if (bucket.arrivals().note(number)) {
        counts.count("first bodies");
      }
    }
    thing
        .headers()
        .forEach((name, value) -> {
          if (name.startsWith("x-amz-checksum") && answer.status == 200) {
            answer.with(name, value);
          }
        });
    return answer;
  }

  private static Thing thing(Received body, String etag, Map<String, String> headers) {
    long now = System.currentTimeMillis();
    int place = Math.max(0, body.from());
    return new Thing(body.length(), etag, now, headers, body.kept(), place, 0);
  }

  /// Puts an object in place if the request's precondition holds.
  Answer store(Request request, Thing thing) {
    Name name = Name.of(request.key());
    synchronized (lock(name)) {
      Answer failed = precondition(request, bucket.find(name));
      if (failed != null) {
        return failed;
      }
      bucket.written().put(name, thing);
    }
    return Answer.of(200).with("ETag", '"' + thing.etag() + '"');
  }

  static @Nullable Answer precondition(Request request, @Nullable Thing current) {
    if (request.header("if-none-match") != null && current != null) {
      return Answer.error(412, "PreconditionFailed");
    }
    String match = request.header("if-match");
    if (match == null) {
      return null;
    }
    if (current == null) {
      return Answer.error(404, "NoSuchKey");
    }
    boolean equal = match.replace("\"", "").equals(current.etag());
    return equal ? null : Answer.error(412, "PreconditionFailed");
  }

  /// The code of the error if a digest that came along is not that of the bytes.
  static @Nullable String refusal(Request request, Received body) {
    String md5 = request.header("content-md5");
    if (md5 != null
        && !md5.equals(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(body.md5())))) {
      return "BadDigest";
    }
    String crc32c = request.header("x-amz-checksum-crc32c");
    if (crc32c != null && !crc32c.equals(base64(body.crc32c()))) {
      return "BadDigest";
    }
    String crc32 = request.header("x-amz-checksum-crc32");
    if (crc32 != null && !crc32.equals(base64(body.crc32()))) {
      return "BadDigest";
    }
    for (String name : request.headers().keySet()) {
      if (name.matches("x-amz-checksum-(crc64nvme|sha\\d+|xxhash\\w+|md5)")) {
        return "InvalidRequest";
      }
    }
    return null;
  }

  static String base64(int crc) {
    byte[] bytes = {(byte) (crc >>> 24), (byte) (crc >>> 16), (byte) (crc >>> 8), (byte) crc};
    return Base64.getEncoder().encodeToString(bytes);
  }

  /// The headers of a write that belong to the object from then on.
  static Map<String, String> kept(Request request, boolean checksums) {
    Map<String, String> kept = new TreeMap<>();
    request
        .headers()
        .forEach((name, value) -> {
          boolean checksum = name.matches("x-amz-checksum-(crc32c?|type)") && checksums;
          if (checksum
              || name.startsWith("x-amz-meta-")
              || name.matches(
                  "content-(type|encoding|language|disposition)|cache-control|expires"
                      + "|x-amz-(tagging|storage-class|website-redirect-location)")) {
            kept.put(name, value);
          }
        });
    if ("STANDARD".equals(kept.get("x-amz-storage-class"))) {
      kept.remove("x-amz-storage-class");
    }
    return kept;
  }

  private Answer copy(Request request) {
    Name name = Name.of(request.key());
    Thing current = bucket.find(name);
    String match = request.header("x-amz-copy-source-if-match");
    if (current == null || (match != null && !match.replace("\"", "").equals(current.etag()))) {
      return Answer.error(current == null ? 404 : 412, "PreconditionFailed");
    }
    Map<String, String> headers = kept(request, false);
    Thing changed =
        new Thing(
            current.size(),
            current.partSize() == 0 ? current.etag() : md5(current),
            System.currentTimeMillis(),
            headers,
            current.body(),
            current.place(),
            0);
    Answer stored = store(request, changed);
    return stored.status == 200
        ? Behaviour.document("CopyObjectResult", Map.of("ETag", '"' + changed.etag() + '"'))
        : stored;
  }

  private String md5(Thing thing) {
    return pattern.digests(thing.place(), thing.size()).md5();
  }

  Answer delete(Request request) {
    Name name = Name.of(request.key());
    synchronized (lock(name)) {
      Thing current = bucket.find(name);
      if (current != null && !bucket.written().containsKey(name)) {
        return Answer.error(501, "NotImplemented");
      }
      Answer failed = request.header("if-match") == null ? null : precondition(request, current);
      if (failed == null) {
        bucket.written().remove(name);
      }
      return failed == null ? Answer.of(204) : failed;
    }
  }

  Answer tags(Request request, String xml) {
    Name name = Name.of(request.key());
    synchronized (lock(name)) {
      Thing thing = bucket.find(name);
      if (thing == null) {
        return Answer.error(404, "NoSuchKey");
      }
      if (request.method().equals("GET")) {
        return Answer.xml("<Tagging><TagSet>" + tagSet(thing) + "</TagSet></Tagging>");
      }
      Map<String, String> headers = new TreeMap<>(thing.headers());
      headers.remove("x-amz-tagging");
      StringBuilder tags = new StringBuilder();
      Matcher matcher = TAG.matcher(xml);
      while (matcher.find()) {
        tags.append(tags.isEmpty() ? "" : "&").append(Behaviour.element(matcher.group(), "Key"));
        tags.append('=').append(Behaviour.element(matcher.group(), "Value"));
      }
      if (!tags.isEmpty()) {
        headers.put("x-amz-tagging", tags.toString());
      }
      bucket
          .written()
          .put(
              name,
              new Thing(
                  thing.size(),
                  thing.etag(),
                  thing.modifiedMillis(),
                  headers,
                  thing.body(),
                  thing.place(),
                  thing.partSize()));
      return Answer.of(request.method().equals("DELETE") ? 204 : 200);
    }
  }

  private static String tagSet(Thing thing) {
    StringBuilder xml = new StringBuilder();
    String tags = thing.headers().getOrDefault("x-amz-tagging", "");
    for (String pair : tags.isEmpty() ? new String[0] : tags.split("&", -1)) {
      int equals = pair.indexOf('=');
      String value = equals < 0 ? "" : Request.decode(pair.substring(equals + 1));
      String key = Request.decode(equals < 0 ? pair : pair.substring(0, equals));
      xml.append("<Tag><Key>").append(Behaviour.escaped(key)).append("</Key><Value>");
      xml.append(Behaviour.escaped(value)).append("</Value></Tag>");
    }
    return xml.toString();
  }
}
