package dev.longhaul.transfer;

import dev.longhaul.object.Checksum;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.BodyOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A whole object in pooled memory. Used by one thread at a time, but for slices.
final class PooledBody implements Fetched.HeldBody {
  private final Chunks chunks;
  private final long length;
  private BodyDigest digest;

  /// What was read in the source's own algorithm, where that is none of the digest's.
  private @Nullable Checksum vouched;

  PooledBody(Chunks chunks, long length, BodyDigest digest) {
    this.chunks = chunks;
    this.length = length;
    this.digest = digest;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public BodyDigest digest() {
    return digest;
  }

  @Override
  public void writeTo(BodyOutput out) throws IOException {
    chunks.writeTo(out, 0, length);
  }

  /// A stretch of the bytes as a body of its own, valid as long as this one is open.
  Body slice(long from, long size, BodyDigest digestOfSlice) {
    return new Body() {
      @Override
      public long length() {
        return size;
      }

      @Override
      public BodyDigest digest() {
        return digestOfSlice;
      }

      @Override
      public void writeTo(BodyOutput out) throws IOException {
        chunks.writeTo(out, from, size);
      }
    };
  }

  /// Hashes a stretch of the bytes.
  void hash(Digester digester, long from, long size) {
    chunks.digest(digester, from, size);
  }

  /// The memory, to read the object into it once more.
  Chunks chunks() {
    return chunks;
  }

  /// What was found out about the bytes since.
  void know(BodyDigest newDigest) {
    digest = newDigest;
    vouched = null;
  }

  /// What the bytes are in the source's own algorithm, `null` where the digest says that.
  void read(@Nullable Checksum sourceOwn) {
    vouched = sourceOwn;
  }

  /// All that is known of the bytes that were read.
  List<Checksum> known() {
    List<Checksum> known = new ArrayList<>(Trust.checksums(digest));
    if (vouched != null) {
      known.add(vouched);
    }
    return known;
  }

  @Override
  public void close() {
    chunks.close();
  }
}
