package dev.longhaul.demo;

import static dev.longhaul.demo.Sample.SMALLEST_PART;

import java.util.ArrayList;
import java.util.List;

/// Objects on which copying tools are known to stumble (H41, H44, H52 to H55).
public final class SampleData {

  private static final int SMALL = 100;

  private SampleData() {}

  /// One object for each kind of key that some tool or store has changed, refused or mixed up.
  public static List<Sample> hardKeys() {
    return HARD_KEYS.stream().map(key -> Sample.of(key, SMALL)).toList();
  }

  /// Keys whose order differs between UTF-8, in which S3 lists, and UTF-16, in which Java sorts and
  /// the embedded servers list (H58).
  public static List<Sample> keysOrderedOtherwiseInUtf16() {
    return List.of(Sample.of("order/\uE000", SMALL), Sample.of("order/\uD83D\uDE00", SMALL));
  }

  /// Objects with each system header, user metadata of many forms and tags, by one PUT and in
  /// parts.
  public static List<Sample> attributes() {
    List<Sample> samples = new ArrayList<>();
    samples.add(allHeaders(Sample.of("attributes/headers", SMALL)));
    samples.add(allHeaders(Sample.of("attributes/headers-parts", SMALL).inParts(SMALL)));
    samples.add(Sample.of("attributes/expires-never", SMALL).withHeader("Expires", "0"));
    samples.add(
        Sample.of("attributes/type", SMALL)
            .withHeader("Content-Type", "application/vnd.x-custom+json"));
    samples.add(
        Sample.of("attributes/metadata", SMALL)
            .withMetadata("simple", "value")
            .withMetadata("mixed-case-name", "Mixed Case Value")
            .withMetadata("spaces", "two  inner  spaces")
            .withMetadata("punctuation", "a=b; c=\"d\", e:f/g?h#i%20j+k")
            .withMetadata("dots.and_underscores", "1")
            .withMetadata("encoded", "=?UTF-8?B?5pel5pys?="));
    samples.add(Sample.of("attributes/metadata-full", SMALL).withMetadata("a", "v".repeat(2_047)));
    samples.add(
        Sample.of("attributes/tags", SMALL)
            .withTag("Team", "storage")
            .withTag("team", "other-case")
            .withTag("cost.centre", "a-b_c.d"));
    samples.add(Sample.of("attributes/tags-parts", SMALL).inParts(SMALL).withTag("parts", "one"));
    samples.add(tenTags(Sample.of("attributes/tags-ten", SMALL)));
    return List.copyOf(samples);
  }

  private static Sample allHeaders(Sample sample) {
    return sample
        .withHeader("Cache-Control", "no-cache, max-age=1")
        .withHeader("Content-Disposition", "attachment; filename=\"a b.txt\"")
        .withHeader("Content-Encoding", "gzip")
        .withHeader("Content-Language", "en, de")
        .withHeader("Content-Type", "text/html")
        .withHeader("Expires", "Wed, 21 Oct 2026 07:28:00 GMT")
        .withMetadata("beside", "headers");
  }

  private static Sample tenTags(Sample sample) {
    Sample tagged = sample;
    for (int number = 0; number < 10; number++) {
      tagged = tagged.withTag("tag" + number, "value" + number);
    }
    return tagged;
  }

  /// Objects written by one PUT whose sizes lie at a boundary.
  public static List<Sample> sizes() {
    return List.of(
        Sample.of("sizes/0", 0),
        Sample.of("sizes/1", 1),
        Sample.of("sizes/part-1", SMALLEST_PART - 1),
        Sample.of("sizes/part", SMALLEST_PART),
        Sample.of("sizes/part+1", SMALLEST_PART + 1),
        Sample.of("sizes/1MiB", 1 << 20),
        Sample.of("sizes/1MiB+1", (1 << 20) + 1));
  }

  /// Multipart uploads: equal parts, one part, an empty one, odd sizes, a last part of one byte.
  public static List<Sample> uploads() {
    return List.of(
        Sample.of("uploads/equal", 1).inParts(SMALLEST_PART, SMALLEST_PART, 1_234_567),
        Sample.of("uploads/one", 1).inParts(1_000),
        Sample.of("uploads/empty", 1).inParts(0),
        Sample.of("uploads/odd", 1).inParts(SMALLEST_PART + 13, SMALLEST_PART, 7 << 20, 3),
        Sample.of("uploads/last-byte", 1).inParts(SMALLEST_PART, 1));
  }

  /// Everything that the listing order of the embedded servers does not hinder.
  public static List<Sample> everything() {
    List<Sample> samples = new ArrayList<>(hardKeys());
    samples.addAll(attributes());
    samples.addAll(sizes());
    samples.addAll(uploads());
    return List.copyOf(samples);
  }

  private static final List<String> HARD_KEYS =
      List.of(
          // Slashes and dots, which file systems and URL libraries collapse.
          "a//b",
          "/a",
          "a/",
          "a/../b",
          "../x",
          ".",
          "..",
          "./x",
          "x/.",
          "d",
          "d/",
          "d/x",
          "soap",
          "x/" + "y".repeat(255),
          "x/" + "y".repeat(256),
          // Percent signs, plus and space, which are decoded once too often.
          "p%2Fq",
          "p/q",
          "a+b c",
          "a+b",
          "a b",
          "a%2Bb",
          "100%",
          "a%zz",
          "a&b=c;d?e#f",
          "~*:@!,[]{}|^",
          // Unicode: two forms of one letter, spaces that are none, more than one UTF-16 unit.
          "nfc-\u00E9",
          "nfd-e\u0301",
          "emoji-\uD83D\uDE00",
          "\u00A0nb",
          "\u202Fnarrow",
          "\u200Emark",
          "line\u2028separator",
          "next\u0085line",
          // Control characters, which XML, logs and terminals take amiss.
          "cr\rlf\nx",
          "\u001E",
          "\u0001",
          "\u007F",
          "tab\there",
          "  leading",
          "trailing ",
          "trailing.",
          // Words to shells, spreadsheets, browsers and Windows.
          "-rf",
          "--option",
          "$(touch pwned)",
          "`x`",
          "'; rm -rf /;'",
          "<script>&amp;",
          "=cmd()",
          "quote\"and\\backslash",
          "a\\b",
          "con",
          "COM1:",
          "A",
          // As long as a key can be.
          "k".repeat(1_024),
          "\uD83D\uDE01".repeat(256));
}
