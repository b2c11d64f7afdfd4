package dev.longhaul.store.s3;

import dev.longhaul.object.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/// Reads a listing page as stores write them, straight from its bytes into the bytes of keys.
///
/// It knows elements without attributes, text and the usual entities, and gives up on anything
/// else, which [ListingByStax] then reads: being fast must not mean guessing. Raw control
/// characters in keys, which are no XML, are taken for what they are (H54).
final class ListingScanner {
  private static final int MAX_DEPTH = 16;
  private static final byte[] DECLARATION = ascii("<?xml");
  private static final Pattern USUAL_DECLARATION =
      Pattern.compile(
          "<\\?xml version=(\"1\\.0\"|'1\\.0')( encoding=(\"(?i:UTF-8)\"|'(?i:UTF-8)'))?"
              + "( standalone=(\"(yes|no)\"|'(yes|no)'))? ?\\?");
  private static final byte[] ROOT = ascii("ListBucketResult");
  private static final byte[] NAMESPACE = ascii("xmlns=\"");
  private static final byte[] CONTENTS = ascii("Contents");
  private static final byte[] COMMON_PREFIXES = ascii("CommonPrefixes");
  private static final byte[] KEY = ascii("Key");
  private static final byte[] SIZE = ascii("Size");
  private static final byte[] ETAG = ascii("ETag");
  private static final byte[] LAST_MODIFIED = ascii("LastModified");
  private static final byte[] STORAGE_CLASS = ascii("StorageClass");

  private final byte[] page;
  private final int length;
  private final KeyText keys;
  private final ListingValues values;
  private final ListingDraft draft = new ListingDraft();
  private int at;
  private int nameFrom;
  private int nameTo;

  private ListingScanner(byte[] page, int length, KeyText keys) {
    this.page = page;
    this.length = length;
    this.keys = keys;
    this.values = new ListingValues(page);
  }

  /// The page is not what this scanner knows; it may still be a good one.
  static final class Unfamiliar extends Exception {
    private static final long serialVersionUID = 1L;

    Unfamiliar() {
      super("not the usual shape of a page", null, false, false);
    }
  }

  /// Reads a page whose keys are written in a given way.
  static ListingDraft read(byte[] page, int length, KeyText keys)
      throws Unfamiliar, ListingDraft.Unusable {
    ListingScanner scanner = new ListingScanner(page, length, keys);
    try {
      scanner.page();
    } catch (IndexOutOfBoundsException cutOff) {
      // Only a page that ends within an element reads past the end of a full buffer.
      throw new Unfamiliar();
    }
    return scanner.draft;
  }

  private void page() throws Unfamiliar, ListingDraft.Unusable {
    prolog();
    root();
    while (openOrEnd(ROOT)) {
      if (isName(CONTENTS)) {
        entry();
      } else if (isName(COMMON_PREFIXES)) {
        draft.addCommonPrefix();
        skip(1);
      } else {
        String name = name();
        draft.take(name, values.unescaped(textFrom(), at));
        close();
      }
    }
    skipSpace();
    // What an earlier, longer page left in the buffer lies behind the end and was never reached.
    require(at == length);
  }

  private void prolog() throws Unfamiliar {
    if (length > 3 && page[0] == (byte) 0xEF && page[1] == (byte) 0xBB && page[2] == (byte) 0xBF) {
      at = 3;
    }
    skipSpace();
    if (!startsWith(DECLARATION)) {
      return;
    }
    int from = at;
    while (page[at] != '>') {
      at++;
    }
    String declaration = new String(page, from, at++ - from, StandardCharsets.ISO_8859_1);
    require(USUAL_DECLARATION.matcher(declaration).matches());
    skipSpace();
  }

  /// `<ListBucketResult>`, at most with a default namespace.
  private void root() throws Unfamiliar {
    require(page[at++] == '<' && startsWith(ROOT));
    at += ROOT.length;
    if (isSpace(page[at])) {
      skipSpace();
      require(startsWith(NAMESPACE));
      at += NAMESPACE.length;
      while (page[at] != '"') {
        require(page[at] != '<' && page[at] != '&');
        at++;
      }
      at++;
      skipSpace();
    }
    require(page[at++] == '>');
  }

  private void entry() throws Unfamiliar, ListingDraft.Unusable {
    require(page[at++] == '>');
    ListingEntry entry = new ListingEntry();
    while (openOrEnd(CONTENTS)) {
      if (isName(KEY)) {
        entry.key(key());
      } else if (isName(LAST_MODIFIED)) {
        entry.modified(values.millis(textFrom(), at));
      } else if (isName(ETAG)) {
        entry.etag(values.etag(textFrom(), at));
      } else if (isName(SIZE)) {
        entry.size(values.number(textFrom(), at));
      } else if (isName(STORAGE_CLASS)) {
        entry.storageClass(values.storageClass(textFrom(), at));
      } else {
        skip(2);
        continue;
      }
      close();
    }
    draft.add(entry.object());
  }

  private ObjectKey key() throws Unfamiliar {
    int from = textFrom();
    boolean plain = true;
    for (int index = from; index < at; index++) {
      byte b = page[index];
      if (b == '&' || b == '%' || b == '+') {
        plain = false;
        break;
      }
    }
    try {
      if (plain) {
        return ObjectKey.ofBytes(page, from, at);
      }
      byte[] text = values.unescaped(from, at);
      draft.plus().add(text);
      return ObjectKey.ofBytes(keys.bytes(text, 0, text.length));
    } catch (IllegalArgumentException noKey) {
      throw new Unfamiliar();
    }
  }

  /// Steps over space and a tag: true when it opens an element, whose name is then known; false
  /// when it ends the one with this name.
  private boolean openOrEnd(byte[] parent) throws Unfamiliar {
    skipSpace();
    require(page[at++] == '<');
    if (page[at] == '/') {
      at++;
      require(startsWith(parent) && page[at + parent.length] == '>');
      at += parent.length + 1;
      return false;
    }
    nameFrom = at;
    while (isNameByte(page[at])) {
      at++;
    }
    nameTo = at;
    require(nameTo > nameFrom && !isDigit(page[nameFrom]));
    return true;
  }

  /// Where the text of the element just opened begins; afterwards the scanner stands at its end. An
  /// element without text may have been written `<x/>`.
  private int textFrom() throws Unfamiliar {
    if (page[at] == '/') {
      return at;
    }
    require(page[at++] == '>');
    int from = at;
    while (page[at] != '<') {
      at++;
    }
    return from;
  }

  /// Steps over the end of the element whose text was just read.
  private void close() throws Unfamiliar {
    if (page[at] == '/') {
      require(page[at + 1] == '>');
      at += 2;
      return;
    }
    int size = nameTo - nameFrom;
    require(page[at] == '<' && page[at + 1] == '/' && page[at + 2 + size] == '>');
    require(Arrays.equals(page, nameFrom, nameTo, page, at + 2, at + 2 + size));
    at += size + 3;
  }

  /// Steps over an element that does not matter, with whatever elements it holds.
  private void skip(int depth) throws Unfamiliar {
    require(depth <= MAX_DEPTH);
    int from = nameFrom;
    int to = nameTo;
    values.unescaped(textFrom(), at);
    if (page[at] == '<' && page[at + 1] != '/') {
      byte[] name = Arrays.copyOfRange(page, from, to);
      while (openOrEnd(name)) {
        skip(depth + 1);
      }
      return;
    }
    close();
  }

  private boolean isName(byte[] expected) {
    return Arrays.equals(page, nameFrom, nameTo, expected, 0, expected.length);
  }

  private String name() {
    return new String(page, nameFrom, nameTo - nameFrom, StandardCharsets.ISO_8859_1);
  }

  private static boolean isNameByte(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || isDigit(b);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private boolean startsWith(byte[] expected) {
    return at + expected.length <= length
        && Arrays.equals(page, at, at + expected.length, expected, 0, expected.length);
  }

  private void skipSpace() {
    while (at < length && isSpace(page[at])) {
      at++;
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private static void require(boolean holds) throws Unfamiliar {
    if (!holds) {
      throw new Unfamiliar();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
