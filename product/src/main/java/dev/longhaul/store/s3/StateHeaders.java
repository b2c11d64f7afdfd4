package dev.longhaul.store.s3;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ETag;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.StorageFacts;
import dev.longhaul.object.SystemHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hc.core5.http.Header;
import org.jspecify.annotations.Nullable;

/// Reads the headers of a GET or HEAD into the state of an object, all from one answer (H24).
final class StateHeaders {
  private static final String META = "x-amz-meta-";
  private static final String CHECKSUM = "x-amz-checksum-";

  private final SortedMap<String, String> user = new TreeMap<>();
  private final SortedMap<String, String> others = new TreeMap<>();

  private StateHeaders(Reply reply) {
    for (Iterator<Header> each = reply.headers(); each.hasNext(); ) {
      Header header = each.next();
      String name = header.getName().toLowerCase(Locale.ROOT);
      if (name.startsWith(META)) {
        user.merge(name.substring(META.length()), header.getValue(), (a, b) -> a + "," + b);
      } else {
        others.putIfAbsent(name, header.getValue());
      }
    }
    user.replaceAll((_, value) -> MetadataText.decode(value));
  }

  /// A header set that names no object.
  static final class Incomplete extends Exception {
    private static final long serialVersionUID = 1L;

    Incomplete(String what) {
      super(what, null, false, false);
    }
  }

  /// Reads the state.
  ///
  /// @param size bytes of the whole object
  /// @param whole whether the answer is about the whole object, not a range: only then do its
  ///   checksums mean the object (H28)
  static ObjectState read(Reply reply, long size, boolean whole) throws Incomplete {
    StateHeaders headers = new StateHeaders(reply);
    return new ObjectState(
        headers.incarnation(size),
        new Metadata(headers.user, headers.system()),
        headers.storage(),
        whole ? headers.checksums() : List.of(),
        headers.number("x-amz-tagging-count"),
        headers.missing());
  }

  /// The ETag of an answer, `null` when there is none or it is no ETag.
  static @Nullable ETag etag(Reply reply) {
    return etag(reply.header("etag"));
  }

  /// The ETag in a header or element, `null` when it is none.
  static @Nullable ETag etag(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return ETag.ofHeader(text);
    } catch (IllegalArgumentException none) {
      return null;
    }
  }

  /// The whole-object or whole-part checksums that an answer names.
  static List<Checksum> checksums(Reply reply) {
    return new StateHeaders(reply).checksums();
  }

  private static String shown(@Nullable String value) {
    return value == null ? "there is none" : value;
  }

  private Incarnation incarnation(long size) throws Incomplete {
    ETag etag = etag(others.get("etag"));
    if (etag == null) {
      throw new Incomplete("its ETag cannot be used: " + shown(others.get("etag")));
    }
    Instant modified = HttpDate.ofHeader(others.get("last-modified"));
    if (modified == null) {
      throw new Incomplete("Last-Modified is no date: " + shown(others.get("last-modified")));
    }
    return new Incarnation(etag, size, modified, others.get("x-amz-version-id"));
  }

  private SystemHeaders system() {
    String type = others.get("content-type");
    return new SystemHeaders(
        others.get("cache-control"),
        others.get("content-disposition"),
        others.get("content-encoding"),
        others.get("content-language"),
        type == null ? "" : type,
        others.get("expires"),
        others.get("x-amz-website-redirect-location"));
  }

  private StorageFacts storage() {
    String named = others.get("x-amz-storage-class");
    String storageClass = named == null || named.isEmpty() ? "STANDARD" : named;
    return new StorageFacts(storageClass, archive(storageClass), encryption());
  }

  /// Whether the bytes can be read (H48): an archive class or tier, unless a restored copy is
  /// there.
  private StorageFacts.Archive archive(String storageClass) {
    boolean archived =
        storageClass.equals("GLACIER")
            || storageClass.equals("DEEP_ARCHIVE")
            || others.containsKey("x-amz-archive-status");
    String restore = others.get("x-amz-restore");
    if (!archived || restore == null) {
      return archived ? StorageFacts.Archive.ARCHIVED : StorageFacts.Archive.READABLE;
    }
    return restore.contains("ongoing-request=\"true\"")
        ? StorageFacts.Archive.RESTORING
        : StorageFacts.Archive.READABLE;
  }

  private StorageFacts.Encryption encryption() {
    if (others.containsKey("x-amz-server-side-encryption-customer-algorithm")) {
      return StorageFacts.Encryption.CUSTOMER_KEY;
    }
    String kind = others.get("x-amz-server-side-encryption");
    return kind != null && kind.startsWith("aws:kms")
        ? StorageFacts.Encryption.KMS
        : StorageFacts.Encryption.STORE_MANAGED;
  }

  private List<Checksum> checksums() {
    List<Checksum> found = new ArrayList<>(1);
    boolean composite = "COMPOSITE".equalsIgnoreCase(others.get("x-amz-checksum-type"));
    for (String name : others.tailMap(CHECKSUM).keySet()) {
      if (!name.startsWith(CHECKSUM)) {
        break;
      }
      checksum(name.substring(CHECKSUM.length()), others.get(name), composite, found);
    }
    return found;
  }

  private static void checksum(
      String algorithm, @Nullable String value, boolean composite, List<Checksum> found) {
    if (value == null || value.isEmpty() || value.length() > 128) {
      return;
    }
    boolean parts = composite || value.indexOf('-') >= 0;
    ChecksumAlgorithm.named(algorithm)
        .map(known ->
            new Checksum(known, parts ? Checksum.Type.COMPOSITE : Checksum.Type.FULL_OBJECT, value))
        .ifPresent(found::add);
  }

  private int missing() {
    Integer count = number("x-amz-missing-meta");
    return count == null ? 0 : count;
  }

  private @Nullable Integer number(String name) {
    String value = others.get(name);
    if (value == null || value.isEmpty() || value.length() > 9) {
      return null;
    }
    return value.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.valueOf(value) : null;
  }
}
