package dev.longhaul.store.memory;

import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.BodyOutput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The bytes of an object, which need not lie in memory.
public interface Content {
  long size();

  /// The bytes of a range.
  InputStream open(long first, long length);

  default InputStream open() {
    return open(0, size());
  }

  /// All bytes; only for small ones.
  default byte[] toBytes() {
    try (InputStream in = open()) {
      return in.readAllBytes();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  static Content of(byte[] bytes) {
    byte[] copy = bytes.clone();
    return new Content() {
      @Override
      public long size() {
        return copy.length;
      }

      @Override
      public InputStream open(long first, long length) {
        return new ByteArrayInputStream(copy, (int) first, (int) length);
      }
    };
  }

  /// These one after the other.
  static Content joined(List<Content> contents) {
    List<Content> copy = List.copyOf(contents);
    long size = copy.stream().mapToLong(Content::size).sum();
    return new Content() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public InputStream open(long first, long length) {
        List<InputStream> streams = new ArrayList<>();
        long begin = 0;
        for (Content content : copy) {
          long from = Math.max(first, begin);
          long to = Math.min(first + length, begin + content.size());
          if (from < to) {
            streams.add(content.open(from - begin, to - from));
          }
          begin += content.size();
        }
        return new SequenceInputStream(Collections.enumeration(streams));
      }
    };
  }

  /// The content as a body to send, without a digest.
  default Body toBody() {
    Content content = this;
    return new Body() {
      @Override
      public long length() {
        return content.size();
      }

      @Override
      public BodyDigest digest() {
        return BodyDigest.NONE;
      }

      @Override
      public void writeTo(BodyOutput out) throws IOException {
        try (InputStream in = content.open()) {
          in.transferTo(out);
        }
      }
    };
  }

  /// A part of a content.
  default Content slice(long first, long length) {
    Content whole = this;
    return new Content() {
      @Override
      public long size() {
        return length;
      }

      @Override
      public InputStream open(long from, long count) {
        return whole.open(first + from, count);
      }
    };
  }
}
