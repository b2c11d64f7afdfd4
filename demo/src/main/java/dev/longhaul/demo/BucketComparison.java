package dev.longhaul.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Compares two buckets through the AWS SDK: keys, bytes, user metadata, system headers, storage
/// class and tags. It shares no code with what it judges.
public final class BucketComparison {

  private static final List<String> HEADERS =
      List.of(
          "Cache-Control",
          "Content-Disposition",
          "Content-Encoding",
          "Content-Language",
          "Content-Type",
          "Expires");

  private final S3Client client;
  private final String bucket;

  private BucketComparison(S3Client client, String bucket) {
    this.client = client;
    this.bucket = bucket;
  }

  /// What came out.
  ///
  /// @param keys that one of the buckets has, or both
  /// @param differences by key; none when the buckets are equal
  record Result(int keys, List<BucketDifference> differences) {}

  /// Returns every difference, ordered by key; none when the buckets are equal.
  public static List<BucketDifference> differences(
      S3Client left, String leftBucket, S3Client right, String rightBucket) {
    return of(left, leftBucket, right, rightBucket).differences();
  }

  /// Compares the whole of both.
  static Result of(S3Client left, String leftBucket, S3Client right, String rightBucket) {
    var ours = new BucketComparison(left, leftBucket);
    var theirs = new BucketComparison(right, rightBucket);
    NavigableSet<String> ourKeys = ours.keys();
    NavigableSet<String> theirKeys = theirs.keys();
    NavigableSet<String> all = new TreeSet<>(ourKeys);
    all.addAll(theirKeys);
    List<BucketDifference> found = new ArrayList<>();
    for (String key : all) {
      if (!theirKeys.contains(key)) {
        found.add(new BucketDifference(key, "presence", "present", "missing"));
      } else if (!ourKeys.contains(key)) {
        found.add(new BucketDifference(key, "presence", "missing", "present"));
      } else {
        compare(key, ours.describe(key), theirs.describe(key), found);
      }
    }
    return new Result(all.size(), List.copyOf(found));
  }

  private static void compare(
      String key,
      SortedMap<String, String> left,
      SortedMap<String, String> right,
      List<BucketDifference> found) {
    NavigableSet<String> aspects = new TreeSet<>(left.keySet());
    aspects.addAll(right.keySet());
    for (String aspect : aspects) {
      String ours = left.getOrDefault(aspect, "none");
      String theirs = right.getOrDefault(aspect, "none");
      if (!ours.equals(theirs)) {
        found.add(new BucketDifference(key, aspect, ours, theirs));
      }
    }
  }

  /// Returns the keys in the bucket.
  private NavigableSet<String> keys() {
    NavigableSet<String> keys = new TreeSet<>();
    @Nullable String token = null;
    do {
      ListObjectsV2Response page = page(token);
      page.contents().stream().map(S3Object::key).forEach(keys::add);
      token = page.isTruncated() ? page.nextContinuationToken() : null;
    } while (token != null);
    return keys;
  }

  private ListObjectsV2Response page(@Nullable String token) {
    return client.listObjectsV2(
        request -> request.bucket(bucket).encodingType(EncodingType.URL).continuationToken(token));
  }

  private SortedMap<String, String> describe(String key) {
    SortedMap<String, String> aspects = new TreeMap<>();
    try (ResponseInputStream<GetObjectResponse> answer =
        client.getObject(request -> request.bucket(bucket).key(key))) {
      GetObjectResponse object = answer.response();
      aspects.put("bytes", object.contentLength() + " bytes, SHA-256 " + sha256(answer));
      aspects.put(
          "class", object.storageClass() == null ? "STANDARD" : object.storageClassAsString());
      aspects.put("metadata", metadata(object.metadata()));
      for (String header : HEADERS) {
        object
            .sdkHttpResponse()
            .firstMatchingHeader(header)
            .ifPresent(value -> aspects.put(header.toLowerCase(Locale.ROOT), value));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    aspects.put("tags", tags(key));
    return aspects;
  }

  private static String metadata(Map<String, String> metadata) {
    SortedMap<String, String> lowerCase = new TreeMap<>();
    metadata.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
    return lowerCase.toString();
  }

  private String tags(String key) {
    SortedMap<String, String> tags = new TreeMap<>();
    try {
      client
          .getObjectTagging(request -> request.bucket(bucket).key(key))
          .tagSet()
          .forEach(tag -> tags.put(tag.key(), tag.value()));
    } catch (S3Exception failure) {
      // A store that knows no tags holds none.
      if (failure.statusCode() != 501) {
        throw failure;
      }
    }
    return tags.toString();
  }

  private static String sha256(InputStream bytes) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (var counted = new DigestInputStream(bytes, digest)) {
        counted.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException failure) {
      throw new IllegalStateException("Every JDK has SHA-256.", failure);
    }
  }
}
