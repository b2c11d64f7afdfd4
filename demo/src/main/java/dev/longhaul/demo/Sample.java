package dev.longhaul.demo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// An object to be put into a bucket.
///
/// @param seed decides the bytes, together with the key
/// @param parts sizes of the parts of a multipart upload; a single number without `multipart`
/// @param multipart whether to upload in parts, even when there is one
/// @param tags of plain characters only: S3Mock does not decode the header that carries them
/// @param headers system-defined headers by their HTTP names; Content-Type must be among them
public record Sample(
    String key,
    long seed,
    List<Integer> parts,
    boolean multipart,
    SortedMap<String, String> headers,
    SortedMap<String, String> metadata,
    SortedMap<String, String> tags) {

  /// The smallest part that S3 takes, except as the last one.
  public static final int SMALLEST_PART = 5 << 20;

  private static final String CONTENT_TYPE = "Content-Type";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]*");

  public Sample {
    parts = List.copyOf(parts);
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    if (parts.isEmpty() || (!multipart && parts.size() > 1)) {
      throw new IllegalArgumentException("An object has one part or is a multipart upload.");
    }
    if (!PLAIN.matcher(String.join("", tags.keySet()) + String.join("", tags.values())).matches()) {
      throw new IllegalArgumentException("Tags of samples have letters, digits, dots and dashes.");
    }
    // Stores disagree on the type of an object that was sent without one.
    if (!headers.containsKey(CONTENT_TYPE)) {
      throw new IllegalArgumentException("A sample names its Content-Type.");
    }
  }

  /// An object of this size that is written by one PUT, without anything special about it.
  public static Sample of(String key, int size) {
    return new Sample(
        key,
        0,
        List.of(size),
        false,
        new TreeMap<>(Map.of(CONTENT_TYPE, "application/octet-stream")),
        new TreeMap<>(),
        new TreeMap<>());
  }

  /// The same object uploaded in parts of these sizes.
  public Sample inParts(Integer... sizes) {
    return new Sample(key, seed, Arrays.asList(sizes), true, headers, metadata, tags);
  }

  /// The same object with other bytes of the same length.
  public Sample withSeed(long other) {
    return new Sample(key, other, parts, multipart, headers, metadata, tags);
  }

  public Sample withHeader(String name, String value) {
    var more = new TreeMap<>(headers);
    more.put(name, value);
    return new Sample(key, seed, parts, multipart, more, metadata, tags);
  }

  public Sample withMetadata(String name, String value) {
    var more = new TreeMap<>(metadata);
    more.put(name, value);
    return new Sample(key, seed, parts, multipart, headers, more, tags);
  }

  public Sample withTag(String name, String value) {
    var more = new TreeMap<>(tags);
    more.put(name, value);
    return new Sample(key, seed, parts, multipart, headers, metadata, more);
  }

  public long size() {
    return parts.stream().mapToLong(Integer::longValue).sum();
  }

  /// The bytes of one part, numbered from 0; the same on every call.
  public byte[] bytes(int part) {
    var checksum = new CRC32();
    checksum.update(key.getBytes(StandardCharsets.UTF_8));
    var random = new SplittableRandom(checksum.getValue() * 31 + seed * 1_000_003 + part);
    var bytes = new byte[parts.get(part)];
    random.nextBytes(bytes);
    return bytes;
  }
}
