package dev.longhaul.s3copy.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.NastyKeys;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.s3copy.listing.ListingComparison.Counts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ListingComparisonTest {
  /// As the AWS tools wrote it of a bucket with these objects.
  private static final String WRITTEN =
      """
      2026-11-28 20:35:20          5  lead
      2026-11-28 20:35:20          1 a
      2026-11-28 20:35:20          3 a b
      2026-11-28 20:35:20 1234567890123 dir/x
      2026-11-28 20:35:20          6 trail\s

      Total Objects: 5
         Total Size: 1234567890138
      """;

  private final List<String> found = new ArrayList<>();

  private static byte[] written(Map<ObjectKey, Long> objects, String lineEnd) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    long size = 0;
    for (Map.Entry<ObjectKey, Long> object : objects.entrySet()) {
      text.writeBytes(bytes(String.format("2019-03-22 10:15:22 %10d ", object.getValue())));
      text.writeBytes(object.getKey().toBytes());
      text.writeBytes(bytes(lineEnd));
      size += object.getValue();
    }
    text.writeBytes(
        bytes(
            lineEnd
                + "Total Objects: "
                + objects.size()
                + lineEnd
                + "   Total Size: "
                + size
                + lineEnd));
    return text.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Counts compare(byte[] source, byte[] destination) throws IOException {
    return ListingComparison.compare(
        new ListingFile("a.txt", new ByteArrayInputStream(source)),
        new ListingFile("b.txt", new ByteArrayInputStream(destination)),
        difference -> found.add(difference.key().toString()));
  }

  private static Map<ObjectKey, Long> nasty() {
    Map<ObjectKey, Long> objects = new TreeMap<>();
    long size = 1;
    for (ObjectKey key : NastyKeys.all()) {
      objects.put(key, size++);
    }
    return objects;
  }

  @Test
  void readsWhatTheAwsToolsWrote() throws IOException {
    assertThat(compare(bytes(WRITTEN), bytes(WRITTEN))).isEqualTo(new Counts(5, 0, 0, 0));
    assertThat(found).isEmpty();
  }

  @Test
  void whateverAKeyHoldsItIsReadWhole() throws IOException {
    Map<ObjectKey, Long> objects = nasty();
    objects.put(ObjectKey.of("ends with a line\n"), 7L);

    assertThat(compare(written(objects, "\n"), written(objects, "\n")))
        .isEqualTo(new Counts(objects.size(), 0, 0, 0));
  }

  @Test
  void everyKeyThatDiffersIsNamed() throws IOException {
    for (ObjectKey key : NastyKeys.all()) {
      Map<ObjectKey, Long> less = nasty();
      less.remove(key);
      Map<ObjectKey, Long> other = nasty();
      other.put(key, 1_000L);

      assertThat(compare(written(nasty(), "\n"), written(less, "\n")).missing()).isOne();
      assertThat(compare(written(less, "\n"), written(nasty(), "\n")).extra()).isOne();
      assertThat(compare(written(nasty(), "\n"), written(other, "\n")).resized()).isOne();
      assertThat(found).containsExactly(key.toString(), key.toString(), key.toString());
      found.clear();
    }
  }

  @Test
  void emptyBucketsAreEqual() throws IOException {
    byte[] empty = bytes("\nTotal Objects: 0\n   Total Size: 0\n");

    assertThat(compare(empty, empty)).isEqualTo(new Counts(0, 0, 0, 0));
    assertThat(compare(bytes(WRITTEN), empty)).isEqualTo(new Counts(0, 5, 0, 0));
  }

  @Test
  void filesOfWindowsAreReadToo() throws IOException {
    byte[] windows = bytes(WRITTEN.replace("\n", "\r\n"));

    assertThat(compare(windows, bytes(WRITTEN))).isEqualTo(new Counts(5, 0, 0, 0));
  }

  @Test
  void whatIsNotAWholeListingIsRefusedWithTheRemedy() {
    Map<String, String> refused = new LinkedHashMap<>();
    refused.put(WRITTEN.substring(0, WRITTEN.indexOf("\n\n")), "no totals at its end");
    refused.put(WRITTEN.replace("Objects: 5", "Objects: 6"), "says it holds 6 objects");
    refused.put(WRITTEN.replace("138\n", "139\n"), "says it holds 5 objects");
    refused.put(WRITTEN.replace("         5  lead", "   5.0 KiB  lead"), "--human-readable");
    refused.put(WRITTEN.replace("1234567890138", "1.1 TiB"), "--human-readable");
    refused.put("                           PRE dir/\n" + WRITTEN, "--recursive");
    refused.put("hello\n", "no totals at its end");
    refused.put("hello\n" + WRITTEN, "is no line of aws s3 ls");
    refused.put("", "no totals at its end");
    refused.put("\u0000".repeat(4_000), "too long");
    refused.put(WRITTEN.replace(" dir/x", " Dir/x"), "not the order of S3");
    refused.put(WRITTEN.replace("trail", "t".repeat(1_024)), "more than 1024 bytes");

    refused.forEach((text, message) ->
        assertThatThrownBy(() -> compare(bytes(text), bytes(text)))
            .isInstanceOf(ListingException.class)
            .hasMessageContaining("a.txt")
            .hasMessageContaining(message));
    assertThatThrownBy(() -> compare("\ufeff2026".getBytes(StandardCharsets.UTF_16LE), bytes("")))
        .isInstanceOf(ListingException.class)
        .hasMessageContaining("UTF-16");
  }
}
