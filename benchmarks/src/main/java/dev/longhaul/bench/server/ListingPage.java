package dev.longhaul.bench.server;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One page of ListObjects in either version, written straight into bytes.
final class ListingPage {
  private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);
  private static final byte[] OPEN = ascii("<Contents><Key>");
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.US)
          .withZone(ZoneOffset.UTC);
  private final Bucket bucket;
  private final String bucketName;
  private final Request request;
  private final String prefix;
  private final String delimiter;
  private final boolean second;
  private final boolean url;
  private final StringBuilder folders = new StringBuilder();
  private byte[] out = new byte[256 << 10];
  private int length;

  ListingPage(Bucket bucket, String bucketName, Request request) {
    this.bucket = bucket;
    this.bucketName = bucketName;
    this.request = request;
    this.prefix = request.parameter("prefix", "");
    this.delimiter = request.parameter("delimiter", "");
    this.second = request.parameter("list-type", "1").equals("2");
    this.url = request.parameter("encoding-type", "").equals("url");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  Answer answer() {
    int most = Integer.parseInt(request.parameter("max-keys", "1000"));
    Walk walk = new Walk(start());
    String last = "";
    int count = 0;
    while (count < most && walk.hasNext()) {
      String folder = folder(walk.key());
      last = folder.isEmpty() ? walk.next(this) : walk.skip(folder);
      count++;
    }
    byte[] page = Arrays.copyOf(out, length);
    StringBuilder contents = new StringBuilder();
    contents.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult xmlns=\"");
    contents.append("http://s3.amazonaws.com/doc/2006-03-01/\"><Name>").append(bucketName);
    contents.append("</Name><Prefix>").append(text(prefix)).append("</Prefix>");
    contents.append(second ? "<KeyCount>" + count + "</KeyCount>" : "<Marker></Marker>");
    contents.append("<MaxKeys>").append(most).append("</MaxKeys>");
    contents.append(url ? "<EncodingType>url</EncodingType>" : "");
    boolean more = walk.hasNext() && count > 0;
    contents.append("<IsTruncated>").append(more).append("</IsTruncated>");
    if (more) {
      String name = second ? "NextContinuationToken" : "NextMarker";
      contents.append('<').append(name).append('>');
      contents.append(second ? Behaviour.escaped(last) : text(last));
      contents.append("</").append(name).append('>');
    }
    contents.append(folders);
    byte[] head = contents.toString().getBytes(StandardCharsets.UTF_8);
    byte[] tail = ascii("</ListBucketResult>");
    byte[] whole = Arrays.copyOf(head, head.length + page.length + tail.length);
    System.arraycopy(page, 0, whole, head.length, page.length);
    System.arraycopy(tail, 0, whole, head.length + page.length, tail.length);
    return Answer.xml(whole, 200);
  }

  private String start() {
    String marker = request.parameter("marker", "");
    String after = request.parameter("start-after", marker);
    return request.parameter("continuation-token", after);
  }

  /// The common prefix that a key belongs to; empty for a key that is listed itself.
  private String folder(String key) {
    int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
    return end < 0 ? "" : key.substring(0, end + delimiter.length());
  }

  private String text(String key) {
    return url ? encoded(key) : Behaviour.escaped(key);
  }

  private void add(byte[] bytes) {
    if (length + bytes.length > out.length) {
      out = Arrays.copyOf(out, 2 * out.length + bytes.length);
    }
    System.arraycopy(bytes, 0, out, length, bytes.length);
    length += bytes.length;
  }

  private void entry(String key, String etag, Constant constant) {
    add(OPEN);
    add(text(key).getBytes(StandardCharsets.UTF_8));
    add(ascii(constant.date));
    add(ascii(etag));
    add(ascii(constant.rest));
  }

  /// What surrounds the ETag of an entry.
  private record Constant(String date, String rest) {
    static Constant of(Thing thing) {
      String date = MILLIS.format(Instant.ofEpochMilli(thing.modifiedMillis()));
      String storageClass = thing.headers().getOrDefault("x-amz-storage-class", "STANDARD");
      return new Constant(
          "</Key><LastModified>" + date + "</LastModified><ETag>&quot;",
          "&quot;</ETag><Size>"
              + thing.size()
              + "</Size><StorageClass>"
              + storageClass
              + "</StorageClass></Contents>");
    }
  }

  /// A key as `encoding-type=url` writes it.
  static String encoded(String key) {
    boolean plain = true;
    for (int index = 0; index < key.length() && plain; index++) {
      char c = key.charAt(index);
      plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' || c == '-';
    }
    return plain
        ? key
        : java.net.URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
  }

  /// Goes through made-up and written objects in one order.
  private final class Walk {
    private final Iterator<Map.Entry<Name, Thing>> written;
    private final Constant stock;
    private long number;
    private Map.@Nullable Entry<Name, Thing> next;

    Walk(String start) {
      boolean fromPrefix = Name.of(start).compareTo(Name.of(prefix)) < 0;
      Name from = Name.of(fromPrefix ? prefix : start);
      number = bucket.firstAfter(from.text(), fromPrefix);
      written = bucket.written().tailMap(from, fromPrefix).entrySet().iterator();
      stock = Constant.of(bucket.made(0));
      advance();
    }

    private void advance() {
      next = written.hasNext() ? written.next() : null;
      if (next != null && !next.getKey().text().startsWith(prefix)) {
        next = null;
      }
    }

    private boolean hasMade() {
      return number < bucket.stock().objects() && Bucket.keyOf(number).startsWith(prefix);
    }

    boolean hasNext() {
      return next != null || hasMade();
    }

    /// The next key.
    String key() {
      String made = hasMade() ? Bucket.keyOf(number) : null;
      String other = next == null ? null : next.getKey().text();
      if (made == null || other == null) {
        return made == null ? String.valueOf(other) : made;
      }
      return Name.of(made).compareTo(Name.of(other)) < 0 ? made : other;
    }

    /// Writes the folder of the next key and goes on behind it; returns the last key it may hold.
    String skip(String folder) {
      folders.append("<CommonPrefixes><Prefix>").append(text(folder));
      folders.append("</Prefix></CommonPrefixes>");
      String end = folder + LAST_CHARACTER;
      number = Math.max(number, bucket.firstAfter(end, false));
      while (next != null && next.getKey().text().startsWith(folder)) {
        advance();
      }
      return end;
    }

    /// Writes the next entry and returns its key.
    String next(ListingPage page) {
      Map.Entry<Name, Thing> candidate = next;
      int order = -1;
      if (candidate != null) {
        order = hasMade() ? Name.of(Bucket.keyOf(number)).compareTo(candidate.getKey()) : 1;
      }
      if (candidate == null || order < 0) {
        String key = Bucket.keyOf(number);
        page.entry(key, bucket.etag(number), stock);
        number++;
        return key;
      }
      if (order == 0) {
        number++;
      }
      Thing thing = candidate.getValue();
      page.entry(candidate.getKey().text(), thing.etag(), Constant.of(thing));
      advance();
      return candidate.getKey().text();
    }
  }
}
