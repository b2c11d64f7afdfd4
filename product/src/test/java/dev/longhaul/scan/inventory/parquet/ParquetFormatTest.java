package dev.longhaul.scan.inventory.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.effect.Scratch;
import dev.longhaul.effect.system.SystemWorkers;
import dev.longhaul.object.ETag;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.scan.ScratchInMemory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Hazard(63)
final class ParquetFormatTest {
  private static final String E1 = "0123456789abcdef0123456789abcdef";
  private static final Instant WHEN = Instant.parse("2026-11-20T01:02:03.456Z");

  private static byte[] file(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ParquetFormatTest.class.getResourceAsStream(
                "/dev/longhaul/scan/inventory/" + name + ".parquet"))) {
      return in.readAllBytes();
    }
  }

  private static List<ListedObject> read(byte[] bytes) throws IOException {
    return read(bytes, Duration.ofMinutes(1));
  }

  private static List<ListedObject> read(byte[] bytes, Duration patience) throws IOException {
    List<ListedObject> entries = new ArrayList<>();
    try (Scratch.Sheet sheet = new ScratchInMemory().sheet()) {
      try (OutputStream out = sheet.write()) {
        out.write(bytes);
      }
      new ParquetFormat(new SystemWorkers(), patience)
          .read(sheet, bytes.length, List.of(), entries::add);
    }
    return entries;
  }

  @Test
  void readsKeysAsTheyStandAndWhatIsSaidOfThem() throws IOException {
    List<ListedObject> entries = read(file("current"));

    assertThat(entries)
        .extracting(entry -> entry.key().text())
        .containsExactly("plain", "a b+c%20d", "café/\uD83D\uDE00", "line\nbreak", "dir/", "cold");
    assertThat(entries.getLast())
        .isEqualTo(
            new ListedObject(
                ObjectKey.of("cold"), 7, new ETag(E1 + "-3"), WHEN.toEpochMilli(), "GLACIER"));
  }

  @Test
  void onlyCurrentVersionsCount() throws IOException {
    assertThat(read(file("versions")))
        .extracting(entry -> entry.key().text() + " " + entry.size())
        .containsExactly("kept 1", "old 3");
  }

  @Test
  void readsEveryGroupOfRows() throws IOException {
    List<ListedObject> entries = read(file("many-groups"));

    assertThat(entries).hasSize(600);
    for (int number = 0; number < entries.size(); number++) {
      assertThat(entries.get(number).key().text()).isEqualTo("k%04d".formatted(number));
      assertThat(entries.get(number).size()).isEqualTo(number);
    }
  }

  @Test
  void aReportThatCannotBeComparedIsRefused() throws IOException {
    byte[] bytes = file("only-keys");

    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no column size");
  }

  @Test
  void aFileThatEndsEarlyIsRefused() throws IOException {
    byte[] whole = file("many-groups");
    for (int length : new int[] {0, 3, 100, whole.length / 2, whole.length - 1}) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(part)).isInstanceOf(IOException.class);
    }
  }

  @Test
  @Timeout(300)
  void aFileOnWhichTheLibraryStandsStillIsRefused() throws IOException {
    byte[] bytes = file("many-groups");
    bytes[1677] ^= 0x10;
    assertThatThrownBy(() -> read(bytes, Duration.ofSeconds(2)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nothing came of it");
  }

  @Test
  void whatTheTakerThrowsIsLetThrough() throws IOException {
    byte[] bytes = file("current");
    try (Scratch.Sheet sheet = new ScratchInMemory().sheet()) {
      try (OutputStream out = sheet.write()) {
        out.write(bytes);
      }
      IllegalStateException full = new IllegalStateException("full");
      assertThatThrownBy(() ->
              new ParquetFormat(new SystemWorkers())
                  .read(
                      sheet,
                      bytes.length,
                      List.of(),
                      _ -> {
                        throw full;
                      }))
          .isSameAs(full);
    }
  }
}
