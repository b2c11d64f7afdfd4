package dev.longhaul.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.NastyKeys;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The scanner says what the JDK's parser says, or nothing.
@Hazard({54, 80})
final class ListingScannerTest {
  private static final int PAGES = 200;
  private static final int MUTATIONS = 30;
  private static final String START =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          + "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">";
  private static final Pattern REFERENCE = Pattern.compile("&#(?:x(\\p{XDigit}{1,8})|(\\d{1,8}));");
  private static final String END = "</ListBucketResult>";

  private static byte[] utf8(String page) {
    return page.getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable String scanned(byte[] page, KeyText keys) {
    try {
      return shown(ListingScanner.read(page, page.length, keys));
    } catch (ListingScanner.Unfamiliar | ListingDraft.Unusable gaveUp) {
      return null;
    }
  }

  private static @Nullable String parsed(byte[] page, KeyText keys) {
    try {
      return shown(ListingByStax.read(page, page.length, keys));
    } catch (ListingDraft.Unusable refused) {
      return null;
    }
  }

  /// Everything a draft says.
  private static String shown(ListingDraft draft) {
    byte[] prefix = draft.prefix();
    StringBuilder out = new StringBuilder();
    out.append(draft.bucket()).append('|').append(prefix == null ? "-" : Arrays.toString(prefix));
    out.append('|').append(draft.encodingType()).append('|').append(draft.truncated());
    out.append('|').append(draft.nextToken()).append('|').append(draft.keyCount());
    out.append('|').append(draft.commonPrefixes()).append('|').append(draft.isAscending());
    for (ListedObject object : draft.objects()) {
      out.append('\n').append(Arrays.toString(object.key().toBytes())).append(object);
    }
    return out.toString();
  }

  @Test
  void saysWhatTheParserSays() {
    SplittableRandom random = new SplittableRandom(54);
    for (int trial = 0; trial < PAGES; trial++) {
      boolean encoded = random.nextBoolean();
      byte[] page = utf8(new RandomPage(random, encoded).xml());
      KeyText keys = encoded ? KeyText.ENCODED : KeyText.PLAIN;

      assertThat(scanned(page, keys))
          .as(() -> new String(page, StandardCharsets.UTF_8))
          .isNotNull()
          .isEqualTo(parsed(page, keys));
    }
  }

  @Test
  void saysNothingElseOfDamagedPages() {
    SplittableRandom random = new SplittableRandom(80);
    int understood = 0;
    for (int trial = 0; trial < PAGES; trial++) {
      byte[] page = utf8(new RandomPage(random, true).xml());
      for (int mutation = 0; mutation < MUTATIONS; mutation++) {
        byte[] damaged = damaged(page, random);
        String byScanner = scanned(damaged, KeyText.ENCODED);
        String byParser = parsed(damaged, KeyText.ENCODED);
        if (byScanner != null && (byParser != null || isXmlText(damaged))) {
          assertThat(byScanner)
              .as(() -> new String(damaged, StandardCharsets.UTF_8))
              .isEqualTo(byParser);
          understood++;
        }
      }
    }
    assertThat(understood).isGreaterThan(PAGES * MUTATIONS / 10);
  }

  private static byte[] damaged(byte[] page, SplittableRandom random) {
    byte[] damaged = page.clone();
    int at = random.nextInt(page.length);
    switch (random.nextInt(5)) {
      case 0 -> damaged[at] = (byte) random.nextInt(0x20, 0x7F);
      case 1 -> damaged[at] = (byte) "<>&;/\"'=! %+#".charAt(random.nextInt(13));
      case 2 -> damaged = Arrays.copyOf(page, at);
      case 3 -> {
        int to = Math.min(page.length, at + 1 + random.nextInt(30));
        damaged = new byte[page.length - (to - at)];
        System.arraycopy(page, 0, damaged, 0, at);
        System.arraycopy(page, to, damaged, at, page.length - to);
      }
      default -> {
        int from = random.nextInt(page.length);
        int size = Math.min(20, Math.min(page.length - from, page.length - at));
        System.arraycopy(page, from, damaged, at, size);
      }
    }
    return damaged;
  }

  /// Raw and escaped control characters are no XML, but the scanner minds them on purpose; `]]>` in
  /// text it does not mind either.
  private static boolean isXmlText(byte[] page) {
    String text = new String(page, StandardCharsets.UTF_8);
    return !text.contains("]]>")
        && REFERENCE.matcher(text).results().noneMatch(ListingScannerTest::isNoXmlCharacter)
        && text.chars().noneMatch(c -> c == 0xFFFD);
  }

  private static boolean isNoXmlCharacter(MatchResult reference) {
    long point =
        reference.group(1) != null
            ? Long.parseLong(reference.group(1), 16)
            : Long.parseLong(reference.group(2));
    return point < 0x20 || point == 0xFFFE || point == 0xFFFF;
  }

  /// A page as stores may write it.
  private record RandomPage(SplittableRandom random, boolean encoded) {
    private static final List<ObjectKey> KEYS = NastyKeys.all();

    String xml() {
      StringBuilder xml = new StringBuilder(random.nextInt(4) == 0 ? "<ListBucketResult>" : START);
      boolean entriesFirst = random.nextBoolean();
      if (entriesFirst) {
        entries(xml);
      }
      element(xml, "Name", "bucket");
      element(xml, "Prefix", random.nextBoolean() ? "" : "a%2Fb &amp; c");
      element(xml, "MaxKeys", "1000");
      if (encoded) {
        element(xml, "EncodingType", "url");
      }
      if (random.nextBoolean()) {
        element(xml, "KeyCount", "" + random.nextInt(2000));
      }
      element(xml, "IsTruncated", random.nextBoolean() ? "true" : "false");
      element(xml, "NextContinuationToken", "1/x+y=&#x26;&quot;é");
      if (random.nextInt(5) == 0) {
        xml.append("<CommonPrefixes><Prefix>x/</Prefix></CommonPrefixes>");
      }
      if (!entriesFirst) {
        entries(xml);
      }
      return xml.append(END).append(random.nextBoolean() ? "\n" : "").toString();
    }

    private void entries(StringBuilder xml) {
      for (int entry = random.nextInt(5); entry > 0; entry--) {
        xml.append("<Contents>");
        element(xml, "Key", key());
        element(xml, "LastModified", date());
        element(xml, "ETag", etag());
        if (random.nextInt(4) == 0) {
          element(xml, "ChecksumAlgorithm", "CRC32C");
          xml.append("<Owner><ID>x&lt;y</ID><DisplayName/></Owner>");
        }
        element(xml, "Size", "" + random.nextLong(1_000_000_000_000_000_000L));
        if (random.nextInt(4) > 0) {
          element(xml, "StorageClass", random.nextBoolean() ? "STANDARD" : "GLACIER");
        }
        xml.append("</Contents>");
      }
    }

    private String key() {
      ObjectKey key = KEYS.get(random.nextInt(KEYS.size()));
      if (encoded) {
        StringBuilder out = new StringBuilder();
        PercentEncoding.appendQuery(out, key.toBytes());
        return random.nextBoolean() ? out.toString().replace("%20", "+") : out.toString();
      }
      StringBuilder out = new StringBuilder();
      String legal = key.text().replaceAll("[\\x00-\\x08\\x0B-\\x1F\\uFFFE\\uFFFF]", "_");
      XmlText.append(out, legal);
      return out.toString();
    }

    private String date() {
      String day =
          "20%02d-%02d-%02d"
              .formatted(random.nextInt(100), 1 + random.nextInt(12), 1 + random.nextInt(28));
      String time =
          "T%02d:%02d:%02d".formatted(random.nextInt(24), random.nextInt(60), random.nextInt(60));
      String decimals =
          switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> ".000";
            case 2 -> "." + random.nextInt(10);
            default -> "." + random.nextInt(100_000, 1_000_000);
          };
      return day + time + decimals + "Z";
    }

    private String etag() {
      String hex = "%016x%016x".formatted(random.nextLong(), random.nextLong());
      return switch (random.nextInt(6)) {
        case 0 -> hex;
        case 1 -> "\"" + hex + "-" + random.nextInt(10_000) + "\"";
        case 2 -> "";
        case 3 -> "W/&quot;x&quot;";
        case 4 -> "&#34;" + hex + "&#34;";
        default -> "&quot;" + hex + "&quot;";
      };
    }

    private void element(StringBuilder xml, String name, String text) {
      xml.append(random.nextInt(3) == 0 ? "\n  " : "");
      if (text.isEmpty() && random.nextBoolean()) {
        xml.append('<').append(name).append("/>");
      } else {
        xml.append('<').append(name).append('>').append(text).append("</").append(name).append('>');
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!-- c --><Name>b</Name>",
        "<Name><![CDATA[b]]></Name>",
        "<Name a=\"1\">b</Name>",
        "<s:Name>b</s:Name>",
        "<Name >b</Name>",
        "<?pi?><Name>b</Name>",
        "<Name>b</Name >",
        "<Name>b&unknown;</Name>",
        "<Name>b&#0;</Name>",
        "<Name>b&#xD800;</Name>",
        "<Name>b&amp</Name>",
        "<Name>b</Nane>",
        "text<Name>b</Name>"
      })
  void givesUpOnWhatItDoesNotKnow(String content) {
    byte[] page = utf8(START + content + END);

    assertThatThrownBy(() -> ListingScanner.read(page, page.length, KeyText.ENCODED))
        .isInstanceOf(ListingScanner.Unfamiliar.class);
  }

  @Test
  void givesUpOnOtherRootsAndEncodings() {
    for (String page :
        List.of(
            "",
            "<",
            "<ListBucketResult",
            "<ListBucketResult/>",
            "<ListBucketResultX></ListBucketResultX>",
            "<ListBucketResult a=\"b\"></ListBucketResult>",
            "<?xml version=\"1.0\" encoding=\"UTF-16\"?><ListBucketResult></ListBucketResult>",
            "<!DOCTYPE x><ListBucketResult></ListBucketResult>",
            "<ListBucketResult></ListBucketResult><x/>")) {
      assertThat(scanned(utf8(page), KeyText.ENCODED)).as(page).isNull();
    }
  }

  @Test
  void neverReadsWhatAnEarlierPageLeftInTheBuffer() {
    String entry = "<Contents><Key>a</Key></Contents>";
    byte[] buffer = utf8(START + "<Name>b</Name>" + entry + END);
    int cut = (START + "<Name>b</Na").length();

    assertThatThrownBy(() -> ListingScanner.read(buffer, cut, KeyText.ENCODED))
        .isInstanceOfAny(ListingScanner.Unfamiliar.class, ListingDraft.Unusable.class);
    byte[] whole = utf8(START + "<Name>b</Name>" + END + "junk");
    assertThatThrownBy(() -> ListingScanner.read(whole, whole.length - 5, KeyText.ENCODED))
        .isInstanceOf(ListingScanner.Unfamiliar.class);
  }

  @Test
  void keepsRawControlCharactersOfKeys() throws Exception {
    byte[] page =
        utf8(
            START
                + "<Contents><Key>a\r\u0001\nb&#13;</Key><Size>1</Size>"
                + "<LastModified>2026-11-24T01:02:03Z</LastModified></Contents>"
                + END);

    ListingDraft draft = ListingScanner.read(page, page.length, KeyText.PLAIN);

    assertThat(draft.last()).isEqualTo(ObjectKey.of("a\r\u0001\nb\r"));
  }
}
