package dev.longhaul.s3copy.listing;

import dev.longhaul.object.ObjectKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what `aws s3 ls --recursive --summarize` wrote, object by object, in key order.
///
/// A key is the rest of its line, and goes on in the lines below where it holds line ends itself.
/// So a line could be read in two ways; the totals at the end tell whether it was read rightly, and
/// that the file is whole. Used by one thread; holds one object at a time.
public final class ListingFile {
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d +(\\d{1,18}) (.+)", Pattern.DOTALL);
  private static final Pattern TOTALS =
      Pattern.compile("(?s)(.*)\n\nTotal Objects: (\\d{1,18})\n   Total Size: (\\d{1,18})\n*");
  private static final Pattern ROUNDED_TOTAL =
      Pattern.compile("\n   Total Size: [\\d.]+ [KMGTPE]?i?B(ytes?)?\n*\\z");
  private static final Pattern ROUNDED =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d +[\\d.]+ [KMGTPE]?i?B(ytes?)? .*");

  private static final String WITHOUT = "; write it without --human-readable";

  /// The longest key, the date and the size before it, and the totals behind it.
  private static final int MOST_BYTES = 2 * ObjectKey.MAX_BYTES;

  private final String name;
  private final InputStream bytes;
  private int line;
  private boolean windows;
  private @Nullable String waiting;
  private @Nullable ListedObject last;
  private long objects;
  private long size;
  private boolean whole;

  /// @param name what messages call it
  /// @param bytes buffered; the caller closes it
  public ListingFile(String name, InputStream bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /// The next object; `null` at the end, which was compared with the totals then.
  ///
  /// @throws ListingException when the file is not what it should be
  public @Nullable ListedObject next() throws IOException {
    if (whole) {
      return null;
    }
    String first = waiting == null ? line() : waiting;
    waiting = null;
    StringBuilder text = new StringBuilder(first == null ? "" : first);
    for (String more = line(); more != null; more = line()) {
      if (ENTRY.matcher(more).matches()) {
        waiting = more;
        return entry(text.toString());
      }
      text.append('\n').append(more);
      if (text.length() > MOST_BYTES) {
        throw wrong("belongs to no object; was it written by aws s3 ls --recursive --summarize?");
      }
    }
    return end(text.toString());
  }

  /// The last object of the file, if it has any, with the totals behind it.
  private @Nullable ListedObject end(String text) {
    // Without any object the totals stand alone, below their empty line.
    Matcher totals =
        TOTALS.matcher(objects == 0 && text.startsWith("\nTotal") ? "\n" + text : text);
    if (!totals.matches()) {
      if (ROUNDED_TOTAL.matcher(text).find()) {
        throw new ListingException(name + " has rounded sizes" + WITHOUT);
      }
      throw new ListingException(
          name
              + " has no totals at its end, so nobody knows whether it is whole; write it with"
              + " aws s3 ls --recursive --summarize");
    }
    whole = true;
    ListedObject found = totals.group(1).isEmpty() ? null : entry(totals.group(1));
    long said = Long.parseLong(totals.group(2));
    long saidSize = Long.parseLong(totals.group(3));
    if (said != objects || saidSize != size) {
      throw new ListingException(
          name
              + " says it holds "
              + counted(said, saidSize)
              + ", but "
              + counted(objects, size)
              + " can be read: it is not whole, was changed, or has a key with line ends in it;"
              + " longhaul verify compares the buckets themselves");
    }
    return found;
  }

  private static String counted(long objects, long size) {
    return objects + " objects of " + size + " bytes";
  }

  private ListedObject entry(String text) {
    Matcher entry = ENTRY.matcher(text);
    if (!entry.matches()) {
      if (text.stripLeading().startsWith("PRE ")) {
        throw wrong("names a folder; write the file with --recursive");
      }
      throw wrong(
          ROUNDED.matcher(text).matches()
              ? "has a rounded size" + WITHOUT
              : "is no line of aws s3 ls --recursive --summarize");
    }
    byte[] key = entry.group(2).getBytes(StandardCharsets.ISO_8859_1);
    if (key.length > ObjectKey.MAX_BYTES) {
      throw wrong("has a key of more than " + ObjectKey.MAX_BYTES + " bytes");
    }
    ListedObject found = new ListedObject(ObjectKey.ofBytes(key), Long.parseLong(entry.group(1)));
    if (last != null && last.key().compareTo(found.key()) >= 0) {
      throw new ListingException(
          name
              + " names "
              + found.key()
              + " behind "
              + last.key()
              + ", which is not the order of S3: was it sorted, or put together of several?");
    }
    last = found;
    objects++;
    size += found.size();
    return found;
  }

  private ListingException wrong(String what) {
    return new ListingException(name + ", line " + line + " or before it: it " + what);
  }

  /// The next line, each byte a character; `null` at the end.
  private @Nullable String line() throws IOException {
    ByteArrayOutputStream held = new ByteArrayOutputStream();
    int next = bytes.read();
    if (next < 0) {
      return null;
    }
    line++;
    while (next >= 0 && next != '\n') {
      held.write(next);
      if (held.size() > MOST_BYTES) {
        throw new ListingException(name + ", line " + line + " is too long to name an object");
      }
      next = bytes.read();
    }
    String text = held.toString(StandardCharsets.ISO_8859_1);
    if (line == 1) {
      look(held.toByteArray());
      windows = text.endsWith("\r");
    }
    return windows && text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private void look(byte[] first) {
    char mark = ByteBuffer.wrap(Arrays.copyOf(first, 2)).getChar();
    if (mark == '\uFFFE' || mark == '\uFEFF') {
      throw new ListingException(
          name
              + " is UTF-16, as PowerShell writes it with >; write it with cmd /c, or with"
              + " | Out-File -Encoding utf8");
    }
  }
}
