package dev.longhaul.store.s3;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.OpenUpload;
import dev.longhaul.store.Operation;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.UploadedPart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lists the parts of an upload and the open uploads of a key, page by page, each page further on
/// than the one before.
record UploadListings(Calls calls) {
  private static final int MAX_PAGE_BYTES = 10 * 1024 * 1024;

  /// 10,000 parts in pages of one; more pages than that are no listing.
  private static final int MAX_PAGES = 10_000;

  /// No key has that many; they are held in memory (H80).
  private static final int MOST_UPLOADS = 10_000;

  List<UploadedPart> parts(ObjectKey key, UploadId id) {
    List<UploadedPart> all = new ArrayList<>();
    int marker = 0;
    for (int page = 0; page < MAX_PAGES; page++) {
      int size = all.size();
      if (!addPartPage(key, id, marker, all) || all.size() == size) {
        return all;
      }
      marker = all.getLast().number();
    }
    throw calls.target().failures().senseless(Operation.LIST_PARTS, key, "a listing without end");
  }

  /// Adds one page; whether another follows.
  private boolean addPartPage(ObjectKey key, UploadId id, int marker, List<UploadedPart> all) {
    S3Request request = calls.target().object(Operation.LIST_PARTS, "GET", key);
    request.query("uploadId", id.value()).query("max-parts", "1000");
    if (marker > 0) {
      request.query("part-number-marker", Integer.toString(marker));
    }
    Optional<XmlElement> document =
        calls.ask(request, reply -> document(request, reply, "ListParts"));
    if (document.isEmpty()) {
      return false;
    }
    XmlElement root = document.get();
    boolean truncated = isTruncated(request, root);
    int last = marker;
    for (XmlElement element : root.children("Part")) {
      UploadedPart part = PartDocuments.part(element);
      if (part == null) {
        throw calls.senseless(request, "a part without number, size or ETag");
      }
      if (part.number() <= last) {
        throw calls.senseless(request, "parts that do not rise");
      }
      last = part.number();
      all.add(part);
    }
    if (truncated && last == marker) {
      throw calls.senseless(request, "a page that ends where it began");
    }
    return truncated;
  }

  List<OpenUpload> open(ObjectKey key) {
    List<OpenUpload> found = new ArrayList<>();
    Marker marker = new Marker("", "");
    for (int page = 0; page < MAX_PAGES; page++) {
      Marker next = addUploadPage(key, marker, found);
      if (next == null) {
        return found;
      }
      if (found.size() > MOST_UPLOADS) {
        break;
      }
      marker = next;
    }
    throw calls.target().failures().senseless(Operation.LIST_UPLOADS, key, "a listing without end");
  }

  /// Where the next page begins, both values percent-encoded.
  private record Marker(String key, String upload) {}

  /// Adds one page; where the next begins, `null` after the last.
  private @Nullable Marker addUploadPage(ObjectKey key, Marker marker, List<OpenUpload> found) {
    S3Request request = calls.target().bucket(Operation.LIST_UPLOADS, "GET");
    StringBuilder prefix = new StringBuilder();
    PercentEncoding.appendQuery(prefix, key.toBytes());
    request
        .encodedQuery("uploads", "")
        .encodedQuery("prefix", prefix.toString())
        .query("encoding-type", "url");
    if (!marker.key.isEmpty()) {
      request
          .encodedQuery("key-marker", marker.key)
          .encodedQuery("upload-id-marker", marker.upload);
    }
    XmlElement root =
        calls
            .ask(request, reply -> document(request, reply, "ListMultipartUploads"))
            .orElseThrow(() -> calls.senseless(request, "no such upload"));
    boolean encoded = KeyText.isEncoded(root.text("EncodingType"));
    for (XmlElement upload : root.children("Upload")) {
      if (Arrays.equals(decoded(upload.textOr("Key", ""), encoded, key), key.toBytes())) {
        found.add(upload(request, key, upload));
      }
    }
    if (!isTruncated(request, root)) {
      return null;
    }
    Marker next =
        new Marker(
            encoded(decoded(root.textOr("NextKeyMarker", ""), encoded, key)),
            encoded(root.textOr("NextUploadIdMarker", "").getBytes(StandardCharsets.UTF_8)));
    if (next.key.isEmpty() || next.equals(marker)) {
      throw calls.senseless(request, "a page that ends where it began");
    }
    return next;
  }

  /// A key as it stands in the listing. All keys there begin with the one that was asked for: that
  /// tells what a `+` stands for (H54).
  private static byte[] decoded(String text, boolean encoded, ObjectKey asked) {
    if (!encoded) {
      return KeyText.PLAIN.bytes(text);
    }
    byte[] bytes = KeyText.ENCODED.bytes(text);
    byte[] start = asked.toBytes();
    boolean fits =
        bytes.length >= start.length
            && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    return fits ? bytes : KeyText.ENCODED_LITERAL_PLUS.bytes(text);
  }

  private OpenUpload upload(S3Request request, ObjectKey key, XmlElement upload) {
    String id = upload.textOr("UploadId", "");
    Instant initiated = HttpDate.ofXml(upload.textOr("Initiated", ""));
    if (id.isEmpty() || initiated == null) {
      throw calls.senseless(request, "an upload without id or date");
    }
    XmlElement initiator = upload.child("Initiator");
    String who = initiator == null ? "" : initiator.textOr("ID", "");
    return new OpenUpload(key, new UploadId(id), initiated, who);
  }

  private static String encoded(byte[] bytes) {
    StringBuilder out = new StringBuilder(bytes.length);
    PercentEncoding.appendQuery(out, bytes);
    return out.toString();
  }

  private boolean isTruncated(S3Request request, XmlElement root) {
    return switch (root.textOr("IsTruncated", "").strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw calls.senseless(request, "no IsTruncated");
    };
  }

  /// The document of a page; empty when there is no such upload.
  private Optional<XmlElement> document(S3Request request, Reply reply, String operation)
      throws IOException {
    if (reply.status() != 200) {
      Calls.Refusal refusal = calls.refusal(request, reply);
      if (refusal.error().is("NoSuchUpload")) {
        return Optional.empty();
      }
      throw refusal.exception();
    }
    try {
      XmlElement root = XmlElement.parse(reply.readAtMost(MAX_PAGE_BYTES));
      if (!root.answers(operation)) {
        throw calls.senseless(request, "no result of " + operation);
      }
      return Optional.of(root);
    } catch (XmlElement.Malformed malformed) {
      throw calls.senseless(request, String.valueOf(malformed.getMessage()));
    }
  }
}
