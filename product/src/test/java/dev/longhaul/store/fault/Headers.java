package dev.longhaul.store.fault;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ETag;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.StorageFacts;
import dev.longhaul.object.SystemHeaders;
import dev.longhaul.object.Tags;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.Stored;
import dev.longhaul.store.memory.MemoryObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What headers of requests say of objects, and what headers of answers do.
final class Headers {
  private static final String META = "x-amz-meta-";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Headers() {}

  static String date(Instant time) {
    return DATE.format(time);
  }

  static ObjectAttributes attributes(Asked asked) {
    TreeMap<String, String> user = new TreeMap<>();
    asked
        .headers()
        .forEach((name, value) -> {
          if (name.startsWith(META)) {
            user.put(name.substring(META.length()), utf8(value));
          }
        });
    String type = asked.header("content-type");
    SystemHeaders system =
        new SystemHeaders(
            asked.header("cache-control"),
            asked.header("content-disposition"),
            asked.header("content-encoding"),
            asked.header("content-language"),
            type == null ? "" : type,
            asked.header("expires"),
            asked.header("x-amz-website-redirect-location"));
    return new ObjectAttributes(
        new Metadata(user, system),
        tags(asked.header("x-amz-tagging")),
        asked.header("x-amz-storage-class"),
        encryption(asked.header("x-amz-server-side-encryption")));
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static Tags tags(@Nullable String form) {
    TreeMap<String, String> tags = new TreeMap<>();
    if (form != null && !form.isEmpty()) {
      for (String pair : form.split("&", -1)) {
        String[] sides = pair.split("=", -1);
        tags.put(
            URLDecoder.decode(sides[0], StandardCharsets.UTF_8),
            URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
      }
    }
    return new Tags(tags);
  }

  private static ObjectAttributes.Encryption encryption(@Nullable String header) {
    if (header == null) {
      return new ObjectAttributes.Encryption.BucketDefault();
    }
    return header.equals("aws:kms")
        ? new ObjectAttributes.Encryption.Kms(null)
        : new ObjectAttributes.Encryption.StoreManaged();
  }

  static Precondition precondition(Asked asked) {
    String match = asked.header("if-match");
    if (match != null) {
      return new Precondition.IfMatch(ETag.ofHeader(match));
    }
    return asked.header("if-none-match") == null
        ? new Precondition.None()
        : new Precondition.IfAbsent();
  }

  static BodyDigest digest(Asked asked) {
    return new BodyDigest(asked.header("content-md5"), checksum(asked));
  }

  static @Nullable Checksum checksum(Asked asked) {
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      String value = asked.header(algorithm.header());
      if (value != null) {
        return Checksum.full(algorithm, value);
      }
    }
    return null;
  }

  /// The headers of an object.
  static Answer describe(
      Answer answer, MemoryObject object, boolean countsTags, boolean checksums) {
    Answer described =
        answer
            .with("ETag", object.etag().quoted())
            .with("Last-Modified", date(object.lastModified()))
            .with("Accept-Ranges", "bytes");
    ObjectAttributes attributes = object.attributes();
    for (Map.Entry<String, String> header : system(attributes.metadata().headers()).entrySet()) {
      described = described.with(header.getKey(), header.getValue());
    }
    for (Map.Entry<String, String> user : attributes.metadata().user().entrySet()) {
      described = described.with(META + user.getKey(), bytes(user.getValue()));
    }
    if (object.versionId() != null) {
      described = described.with("x-amz-version-id", object.versionId());
    }
    int tags = attributes.tags().values().size();
    if (countsTags && tags > 0) {
      described = described.with("x-amz-tagging-count", Integer.toString(tags));
    }
    if (!object.storageClass().equals("STANDARD")) {
      described = described.with("x-amz-storage-class", object.storageClass());
    }
    if (object.archive() == StorageFacts.Archive.RESTORING) {
      described = described.with("x-amz-restore", "ongoing-request=\"true\"");
    }
    if (object.encryption() == StorageFacts.Encryption.KMS) {
      described = described.with("x-amz-server-side-encryption", "aws:kms");
    }
    return checksums ? withChecksums(described, object.checksums()) : described;
  }

  private static Map<String, String> system(SystemHeaders system) {
    TreeMap<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", system.contentType());
    put(headers, "Cache-Control", system.cacheControl());
    put(headers, "Content-Disposition", system.contentDisposition());
    put(headers, "Content-Encoding", system.contentEncoding());
    put(headers, "Content-Language", system.contentLanguage());
    put(headers, "Expires", system.expires());
    put(headers, "x-amz-website-redirect-location", system.websiteRedirect());
    return headers;
  }

  private static void put(Map<String, String> headers, String name, @Nullable String value) {
    if (value != null) {
      headers.put(name, value);
    }
  }

  /// The headers that say what was stored.
  static Answer stored(Answer answer, Stored stored) {
    Answer said = answer.with("ETag", stored.etag().quoted());
    if (stored.versionId() != null) {
      said = said.with("x-amz-version-id", stored.versionId());
    }
    return withChecksums(said, stored.checksums());
  }

  static Answer withChecksums(Answer answer, List<Checksum> checksums) {
    Answer said = answer;
    for (Checksum checksum : checksums) {
      said =
          said.with(checksum.algorithm().header(), checksum.base64())
              .with("x-amz-checksum-type", checksum.type().name());
    }
    return said;
  }
}
