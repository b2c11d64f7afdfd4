package dev.longhaul;

import dev.longhaul.object.ObjectKey;
import java.util.List;
import java.util.stream.Stream;

/// Legal keys that software gets wrong (H52 to H55): paths that are none, characters that URLs,
/// XML, file systems, shells and terminals treat specially, and pairs that differ in almost
/// nothing.
public final class NastyKeys {
  private NastyKeys() {}

  /// Keys that no file system holds as such, and that some stores therefore refuse or fold.
  public static final List<String> PATH_LIKE =
      List.of(
          "a//b", "/lead", "//", "/", ".", "..", "./y", "x/../y", "dot/./x", "../up", "a/b/",
          "...");

  /// Keys of which one is the folder of another: `d`, `d/` with content, `d/x`.
  public static final List<String> NESTED = List.of("d", "d/", "d/x", "x", "x/y");

  /// Characters that XML 1.0 cannot carry or changes (H54).
  public static final List<String> BEYOND_XML =
      List.of(
          "ctl\u0001x",
          "ctl\u0008x",
          "ctl\u000bx",
          "ctl\u001ex",
          "cr\rx",
          "lf\nx",
          "crlf\r\nx",
          "tab\tx",
          "del\u007fx",
          "nonchar\uffff",
          "nonchar\ufffe");

  /// Characters that URLs, queries, headers, shells and logs treat specially.
  public static final List<String> PUNCTUATION =
      List.of(
          "a b",
          "a+b c",
          "a+b",
          "a%2Bb",
          "p%2Fq",
          "p/q",
          "100%",
          "%",
          "%46",
          "a&b=c",
          "q?x=1#frag",
          "semi;colon",
          "a,b",
          "star*",
          "~tilde",
          "$(touch pwned)",
          "`id`",
          "'quote'",
          "\"double\"",
          "back\\slash",
          "-rf",
          "--endpoint-url=http",
          "<b>&amp;</b>",
          "{brace}",
          "[1]",
          "pipe|x",
          "caret^x",
          "@at:colon!",
          "=1+1",
          " lead",
          "trail ",
          "  ",
          "trail.",
          "soap",
          "con",
          "nul");

  /// Unicode that is folded, hidden or reordered by those who try to help (H55, H58).
  public static final List<String> UNICODE =
      List.of(
          "\u00e9-nfc",
          "e\u0301-nfd",
          "\ud83d\ude80",
          "\ud83d\udc69\u200d\ud83d\udcbb",
          "\u65e5\u672c\u8a9e",
          "nb\u00a0sp",
          "rlo\u202fx",
          "lrm\u200ex",
          "bidi\u202ex",
          "ls\u2028x",
          "\ue000",
          "\ud83d\ude00",
          "\ufb01",
          "K\u212a",
          "I\u0130",
          "\ufeffbom",
          "zwsp\u200b");

  /// As many bytes as a key may have: one byte each, four bytes each, and one segment too long for
  /// a file's name.
  public static final List<String> LONG =
      List.of("k".repeat(1024), "\ud83d\ude80".repeat(256), "s".repeat(300));

  /// All of them, each once.
  public static List<ObjectKey> all() {
    return Stream.of(PATH_LIKE, NESTED, BEYOND_XML, PUNCTUATION, UNICODE, LONG)
        .flatMap(List::stream)
        .map(ObjectKey::of)
        .toList();
  }

  /// Those that stores on top of file systems hold too.
  public static List<ObjectKey> forFileSystems() {
    return Stream.of(PUNCTUATION, UNICODE)
        .flatMap(List::stream)
        .filter(key -> !key.isBlank())
        .map(ObjectKey::of)
        .toList();
  }
}
