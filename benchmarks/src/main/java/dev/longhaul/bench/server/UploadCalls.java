package dev.longhaul.bench.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.zip.CRC32C;

/// Multipart uploads.
final class UploadCalls {
  private static final java.util.regex.Pattern PART =
      java.util.regex.Pattern.compile("<Part>.*?</Part>", java.util.regex.Pattern.DOTALL);
  private static final long LEAST_PART = 5 << 20;
  private final Bucket bucket;
  private final ObjectCalls objects;
  private final Counts counts;
  private final Map<String, Upload> uploads = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();

  UploadCalls(Bucket bucket, ObjectCalls objects, Counts counts) {
    this.bucket = bucket;
    this.objects = objects;
    this.counts = counts;
  }

  /// An open upload.
  private record Upload(
      String key, Map<String, String> headers, Map<Integer, Received> parts, Instant begun) {}

  Answer post(Request request, String xml) {
    return request.asks("uploads") ? create(request) : complete(request, xml);
  }

  private Answer create(Request request) {
    String id = "upload-" + ids.incrementAndGet();
    Map<String, String> headers = ObjectCalls.kept(request, false);
    uploads.put(
        id, new Upload(request.key(), headers, new ConcurrentSkipListMap<>(), Instant.now()));
    return Behaviour.document(
        "InitiateMultipartUploadResult",
        Map.of("Bucket", request.bucket(), "Key", request.key(), "UploadId", id));
  }

  Answer answer(Request request, Intake intake) throws IOException {
    Received body = intake.body(request);
    String id = request.parameter("uploadId", "");
    Upload upload = uploads.get(id);
    if (upload == null || !upload.key.equals(request.key())) {
      return Answer.error(404, "NoSuchUpload");
    }
    return switch (request.method()) {
      case "PUT" -> part(request, upload, body);
      case "DELETE" -> {
        uploads.remove(id);
        yield Answer.of(204);
      }
      default -> parts(upload, id);
    };
  }

  private static Answer part(Request request, Upload upload, Received body) {
    if (request.header("x-amz-copy-source") != null) {
      return Answer.error(501, "NotImplemented");
    }
    String refusal = ObjectCalls.refusal(request, body);
    if (refusal != null) {
      return Answer.error(400, refusal);
    }
    upload.parts.put(Integer.parseInt(request.parameter("partNumber", "1")), body);
    Answer answer = Answer.of(200).with("ETag", '"' + body.md5() + '"');
    if (request.header("x-amz-checksum-crc32c") != null) {
      answer.with("x-amz-checksum-crc32c", ObjectCalls.base64(body.crc32c()));
    }
    return answer;
  }

  private static Answer parts(Upload upload, String id) {
    StringBuilder xml = new StringBuilder("<ListPartsResult><UploadId>" + id + "</UploadId>");
    upload.parts.forEach((number, part) ->
        xml.append("<Part><PartNumber>")
            .append(number)
            .append("</PartNumber><ETag>&quot;")
            .append(part.md5())
            .append("&quot;</ETag><Size>")
            .append(part.length())
            .append("</Size></Part>"));
    return Answer.xml(xml.append("<IsTruncated>false</IsTruncated></ListPartsResult>").toString());
  }

  private Answer complete(Request request, String xml) {
    String id = request.parameter("uploadId", "");
    Upload upload = uploads.get(id);
    if (upload == null) {
      return Answer.error(404, "NoSuchUpload");
    }
    TreeMap<Integer, Received> parts = new TreeMap<>();
    Matcher matcher = PART.matcher(xml);
    while (matcher.find()) {
      int number = Integer.parseInt(Behaviour.element(matcher.group(), "PartNumber"));
      Received part = upload.parts.get(number);
      String etag = Behaviour.element(matcher.group(), "ETag").replaceAll("&quot;|&#34;", "");
      if (part == null || !etag.replace("\"", "").equals(part.md5())) {
        return Answer.error(400, "InvalidPart");
      }
      parts.put(number, part);
    }
    if (parts.isEmpty()
        || parts.headMap(parts.lastKey()).values().stream()
            .anyMatch(part -> part.length() < LEAST_PART)) {
      return Answer.error(400, parts.isEmpty() ? "MalformedXML" : "EntityTooSmall");
    }
    return join(request, upload, id, parts);
  }

  private Answer join(
      Request request, Upload upload, String id, NavigableMap<Integer, Received> parts) {
    MessageDigest whole = Pattern.newMd5();
    long size = 0;
    int crc = 0;
    for (Received part : parts.values()) {
      whole.update(HexFormat.of().parseHex(part.md5()));
      crc = size == 0 ? part.crc32c() : Crc32cSum.combine(crc, part.crc32c(), part.length());
      size += part.length();
    }
    String expected = request.header("x-amz-checksum-crc32c");
    String composite = composite(parts.values());
    boolean asComposite = expected != null && expected.replaceAll("-\\d+$", "").equals(composite);
    if (expected != null && !asComposite && !expected.equals(ObjectCalls.base64(crc))) {
      return Answer.error(400, "BadDigest");
    }
    String etag = HexFormat.of().formatHex(whole.digest()) + "-" + parts.size();
    Received first = parts.firstEntry().getValue();
    long partSize = parts.size() == 1 ? size : first.length();
    Map<String, String> headers = new TreeMap<>(upload.headers);
    if (expected != null) {
      headers.put("x-amz-checksum-crc32c", expected);
      headers.put("x-amz-checksum-type", asComposite ? "COMPOSITE" : "FULL_OBJECT");
    }
    long now = System.currentTimeMillis();
    ByteBuffer body = first.kept() == null ? null : together(parts);
    int place = Math.max(0, first.from());
    Answer stored =
        objects.store(request, new Thing(size, etag, now, headers, body, place, partSize));
    if (stored.status != 200) {
      return stored;
    }
    uploads.remove(id);
    long number = Bucket.numberOf(request.key());
    if (number >= 0) {
      boolean right = bucket.stock().size() == 0 || first.from() == Pattern.placeOf(number);
      counts.count(right ? "right bodies" : "wrong bodies");
    }
    Map<String, String> answer = new TreeMap<>();
    answer.put("Bucket", request.bucket());
    answer.put("Key", request.key());
    answer.put("ETag", '"' + etag + '"');
    if (expected != null) {
      answer.put("ChecksumCRC32C", expected);
    }
    return Behaviour.document("CompleteMultipartUploadResult", answer);
  }

  /// The CRC32C of the parts' CRC32Cs.
  private static String composite(Collection<Received> parts) {
    ByteBuffer sums = ByteBuffer.allocate(Integer.BYTES * parts.size());
    parts.forEach(part -> sums.putInt(part.crc32c()));
    CRC32C whole = new CRC32C();
    whole.update(sums.flip());
    return ObjectCalls.base64((int) whole.getValue());
  }

  private static ByteBuffer together(Map<Integer, Received> parts) {
    long size = parts.values().stream().mapToLong(Received::length).sum();
    ByteBuffer whole = ByteBuffer.allocate((int) size);
    for (Received part : parts.values()) {
      ByteBuffer kept = part.kept();
      if (kept != null) {
        whole.put(kept.duplicate());
      }
    }
    return whole.flip();
  }

  Answer list(Request request, String bucketName) {
    StringBuilder xml = new StringBuilder("<ListMultipartUploadsResult><Bucket>");
    xml.append(bucketName).append("</Bucket><IsTruncated>false</IsTruncated>");
    boolean url = request.parameter("encoding-type", "").equals("url");
    xml.append(url ? "<EncodingType>url</EncodingType>" : "");
    uploads.forEach((id, upload) -> {
      if (upload.key.startsWith(request.parameter("prefix", ""))) {
        String key = url ? ListingPage.encoded(upload.key) : Behaviour.escaped(upload.key);
        xml.append("<Upload><Key>").append(key).append("</Key><UploadId>").append(id);
        xml.append("</UploadId><Initiator><ID>synthetic</ID></Initiator><Initiated>");
        xml.append(upload.begun).append("</Initiated></Upload>");
      }
    });
    return Answer.xml(xml.append("</ListMultipartUploadsResult>").toString());
  }
}
