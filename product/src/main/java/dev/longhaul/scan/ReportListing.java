package dev.longhaul.scan;

import dev.longhaul.effect.Scratch;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.ListingPage;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.ObjectLister;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sorted entries in temporary space, to be listed from any key on like a bucket: so a report is
/// scanned in many ranges at once, as a listing is.
///
/// Where keys lie is marked at intervals that grow with the number of entries, so that the marks
/// never take more than their share of memory. Tokens are places in the temporary space. Throws
/// `UncheckedIOException` when that space fails or is used up.
final class ReportListing implements ObjectLister, AutoCloseable {
  /// With the longest keys some 8 MiB.
  static final int MOST_MARKS = 8192;

  private static final int BUFFER_BYTES = 32 << 10;

  private final Scratch.Sheet sheet;
  private final List<Mark> marks = new ArrayList<>();
  private long stride = 1;
  private long end;

  /// The entry with this key lies here.
  private record Mark(ObjectKey key, long place) {}

  private ReportListing(Scratch.Sheet sheet) {
    this.sheet = sheet;
  }

  /// Takes sorted entries to their end.
  static ReportListing of(RangeMerge.Keys sorted, Scratch scratch) {
    try {
      ReportListing listing = new ReportListing(scratch.sheet());
      try {
        listing.fill(sorted);
        return listing;
      } catch (RuntimeException | IOException failed) {
        listing.close();
        throw failed;
      }
    } catch (IOException failed) {
      throw Spill.failed(failed);
    }
  }

  private void fill(RangeMerge.Keys sorted) throws IOException {
    CountedOutput counted =
        new CountedOutput(new BufferedOutputStream(sheet.write(), BUFFER_BYTES));
    long entries = 0;
    try (DataOutputStream out = new DataOutputStream(counted)) {
      for (Optional<List<ListedObject>> page = sorted.next();
          page.isPresent();
          page = sorted.next()) {
        for (ListedObject object : page.get()) {
          if (entries++ % stride == 0) {
            mark(new Mark(object.key(), counted.count));
          }
          EntryBytes.write(object, out);
        }
      }
    }
    end = counted.count;
  }

  private void mark(Mark mark) {
    marks.add(mark);
    if (marks.size() == MOST_MARKS) {
      List<Mark> kept = new ArrayList<>();
      for (int index = 0; index < marks.size(); index += 2) {
        kept.add(marks.get(index));
      }
      marks.clear();
      marks.addAll(kept);
      stride *= 2;
    }
  }

  @Override
  public ListingPage list(ListingRequest request) {
    String token = request.token();
    long place = token == null ? placeBefore(start(request)) : Long.parseLong(token);
    try (CountedInput counted = open(place)) {
      return page(request, place, counted);
    } catch (IOException failed) {
      throw Spill.failed(failed);
    }
  }

  private ListingPage page(ListingRequest request, long place, CountedInput counted)
      throws IOException {
    DataInputStream in = new DataInputStream(counted);
    ObjectKey first = start(request);
    List<ListedObject> page = new ArrayList<>();
    for (long at = place; at < end; at = place + counted.count) {
      ListedObject object = EntryBytes.read(in);
      ObjectKey key = object.key();
      boolean inside = key.startsWith(request.prefix());
      if (!inside && first != null && key.compareTo(first) > 0) {
        break;
      }
      ObjectKey after = request.startAfter();
      if (!inside || (after != null && key.compareTo(after) <= 0)) {
        continue;
      }
      if (page.size() == request.maxKeys()) {
        return new ListingPage(page, true, Long.toString(at));
      }
      page.add(object);
    }
    return new ListingPage(page, true, null);
  }

  /// No key before this one is wanted; `null` when all are.
  private static @Nullable ObjectKey start(ListingRequest request) {
    ObjectKey after = request.startAfter();
    if (request.prefix().isEmpty()) {
      return after;
    }
    ObjectKey prefix = ObjectKey.ofBytes(request.prefix().toBytes());
    return after == null || prefix.compareTo(after) > 0 ? prefix : after;
  }

  /// The last marked place with nothing before it that is wanted.
  private long placeBefore(@Nullable ObjectKey key) {
    if (key == null) {
      return 0;
    }
    int low = 0;
    int high = marks.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (marks.get(middle).key().compareTo(key) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? 0 : marks.get(low - 1).place();
  }

  private CountedInput open(long place) throws IOException {
    InputStream in = sheet.read();
    try {
      in.skipNBytes(place);
      return new CountedInput(new BufferedInputStream(in, BUFFER_BYTES));
    } catch (IOException failed) {
      in.close();
      throw failed;
    }
  }

  @Override
  public void close() {
    try {
      sheet.close();
    } catch (IOException failed) {
      throw Spill.failed(failed);
    }
  }

  /// Knows how many bytes were written.
  private static final class CountedOutput extends FilterOutputStream {
    private long count;

    CountedOutput(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      count++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      count += length;
    }
  }

  /// Knows how many bytes were read.
  private static final class CountedInput extends FilterInputStream {
    private long count;

    CountedInput(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      count += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = in.read(bytes, from, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
