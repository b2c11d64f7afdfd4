package dev.longhaul.object;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An object's key: an opaque string of 1 to 1,024 bytes, UTF-8 as S3 has it.
///
/// Never normalised, trimmed, folded, split or joined as a path (H52, H55). Keys order by unsigned
/// bytes, which is the order of S3 listings and differs from `String.compareTo` (H58). `toString`
/// is the escaped form, safe for terminals and logs (H76); `text` is the key itself.
public final class ObjectKey implements Comparable<ObjectKey> {
  /// The longest key S3 stores, in bytes.
  public static final int MAX_BYTES = 1024;

  private final byte[] bytes;

  private ObjectKey(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "an object key has 1 to " + MAX_BYTES + " bytes, this one has " + bytes.length);
    }
    this.bytes = bytes;
  }

  /// The key with this text; refuses unpaired surrogates, which UTF-8 would turn into `?` (H55).
  public static ObjectKey of(String text) {
    return new ObjectKey(encode(text));
  }

  /// The key with these bytes, taken as they are; the array is copied.
  public static ObjectKey ofBytes(byte[] bytes) {
    return new ObjectKey(bytes.clone());
  }

  /// The key with these bytes of an array; the bytes are copied.
  public static ObjectKey ofBytes(byte[] bytes, int from, int to) {
    return new ObjectKey(Arrays.copyOfRange(bytes, from, to));
  }

  static byte[] encode(String text) {
    try {
      ByteBuffer encoded =
          StandardCharsets.UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException unpaired) {
      throw new IllegalArgumentException(
          "not a key: it holds an unpaired surrogate, which UTF-8 cannot carry: "
              + Escaped.text(text),
          unpaired);
    }
  }

  /// The number of bytes.
  public int length() {
    return bytes.length;
  }

  public byte byteAt(int index) {
    return bytes[index];
  }

  /// A copy of the bytes.
  public byte[] toBytes() {
    return bytes.clone();
  }

  /// The key as text. Only for keys that are UTF-8 is this lossless; use the bytes on the wire.
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public boolean startsWith(KeyPrefix prefix) {
    return prefix.isPrefixOf(bytes);
  }

  @Override
  public int compareTo(ObjectKey other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  /// Compares what follows the first `from` bytes of this key with what follows the first
  /// `otherFrom` bytes of another: keys below two prefixes, without making new ones.
  public int compareTail(int from, ObjectKey other, int otherFrom) {
    return Arrays.compareUnsigned(
        bytes, from, bytes.length, other.bytes, otherFrom, other.bytes.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ObjectKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// The key for people: control, bidirectional and line-separating characters escaped (H76).
  @Override
  public String toString() {
    return Escaped.text(text());
  }
}
