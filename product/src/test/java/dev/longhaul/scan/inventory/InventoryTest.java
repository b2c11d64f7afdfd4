package dev.longhaul.scan.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.longhaul.Hazard;
import dev.longhaul.effect.Clock;
import dev.longhaul.object.ETag;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.scan.ScratchInMemory;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.memory.InMemoryStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

@Hazard(63)
final class InventoryTest {
  private static final String E1 = "0123456789abcdef0123456789abcdef";
  private static final String WHEN = "2026-11-19T08:09:10.123Z";

  private final InMemoryStore reports = new InMemoryStore("reports");
  private final ScratchInMemory scratch = new ScratchInMemory();
  private final List<ListedObject> entries = new ArrayList<>();

  private String read(String path) {
    return inventory(path).read(entries::add);
  }

  private Inventory inventory(String path) {
    Clock clock = new Simulation(1).clock();
    RowFormat parquet =
        (_, _, _, _) -> {
          throw new IOException("no Parquet here");
        };
    return new Inventory(
        reports.ports(), path, "source", new Inventory.Means(scratch, clock, parquet));
  }

  private List<String> keys() {
    return entries.stream().map(entry -> entry.key().text()).toList();
  }

  private String refusal(String path) {
    StoreException refused = catchThrowableOfType(StoreException.class, () -> read(path));
    assertThat(refused).isNotNull();
    assertThat(refused.failure()).isInstanceOf(Failure.Refused.class);
    assertThat(scratch.isAllGivenBack()).isTrue();
    return refused.failure().message();
  }

  private static WrittenReport report(String... keys) {
    WrittenReport report = new WrittenReport();
    for (String key : keys) {
      report.row("source", key, "7", WHEN, E1, "STANDARD_IA");
    }
    return report;
  }

  @Test
  void readsEveryRowOfEveryFileAndSaysHowOldItIs() {
    String manifest =
        report("a", "b").endFile().row("source", "c", "1", WHEN, E1, "").endFile().deliver(reports);

    String about = read(manifest);

    assertThat(keys()).containsExactly("a", "b", "c");
    assertThat(entries.getFirst())
        .isEqualTo(
            new ListedObject(
                ObjectKey.of("a"),
                7,
                new ETag(E1),
                Instant.parse(WHEN).toEpochMilli(),
                "STANDARD_IA"));
    assertThat(about)
        .startsWith("the inventory of 2026-11-20T01:00:00Z, ")
        .endsWith(" old (s3://reports/" + manifest + ")");
    assertThat(scratch.isAllGivenBack()).isTrue();
  }

  @Test
  void keysAreDecodedAsInForms() {
    read(deliver(report("a+b%2Bc%20d", "%C3%A9/%F0%9F%98%80", "%22quote%22%2C%0A")));

    assertThat(keys()).containsExactly("a b+c d", "é/\uD83D\uDE00", "\"quote\",\n");
  }

  @Test
  void onlyCurrentVersionsCount() {
    WrittenReport report = new WrittenReport();
    report.fields =
        "Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag";
    report
        .row("source", "kept", "v2", "true", "false", "7", WHEN, E1)
        .row("source", "kept", "v1", "false", "false", "9", WHEN, E1)
        .row("source", "gone", "v3", "true", "true", "", WHEN, "")
        .row("source", "old", "", "true", "false", "3", WHEN, E1);

    read(deliver(report));

    assertThat(entries).extracting(ListedObject::size).containsExactly(7L, 3L);
  }

  @Test
  void whatARowDoesNotSayCountsAsDifferent() {
    read(deliver(new WrittenReport().row("source", "odd", "", "", "", "")));

    assertThat(entries)
        .containsExactly(
            new ListedObject(ObjectKey.of("odd"), 0, new ETag("-"), Long.MAX_VALUE, "STANDARD"));
  }

  @Test
  void theNewestCompleteReportIsTaken() {
    for (String day : List.of("2026-11-18T01-00Z", "2026-11-19T01-00Z", "2026-11-20T01-00Z")) {
      WrittenReport report = report(day);
      report.name = day;
      report.deliver(reports);
    }
    reports.remove(ObjectKey.of(WrittenReport.FOLDER + "2026-11-20T01-00Z/manifest.checksum"));
    WrittenReport.put(
        reports,
        WrittenReport.FOLDER + "hive/dt=2026-11-20-01-00/symlink.txt",
        E1.getBytes(StandardCharsets.UTF_8));

    assertThat(read(WrittenReport.FOLDER)).contains("/2026-11-19T01-00Z/manifest.json");
    assertThat(read("inventory/source/daily")).contains("/2026-11-19T01-00Z/manifest.json");
    assertThat(keys()).containsOnly("2026-11-19T01-00Z");
  }

  @Test
  void aMillionRowsPassThroughOneByOne() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer out =
        new OutputStreamWriter(new GZIPOutputStream(bytes), StandardCharsets.US_ASCII)) {
      for (int number = 0; number < 1_000_000; number++) {
        out.write("\"source\",\"k" + number + "\",\"7\",\"" + WHEN + "\",\"" + E1 + "\",\"\"\n");
      }
    }
    String manifest = deliver(new WrittenReport().file(bytes.toByteArray()));
    AtomicInteger count = new AtomicInteger();

    inventory(manifest).read(_ -> count.incrementAndGet());

    assertThat(count).hasValue(1_000_000);
    assertThat(scratch.mostOpen()).isEqualTo(1);
  }

  @Test
  void aFolderWithoutACompleteReportIsRefused() {
    assertThat(refusal("inventory/source/other/"))
        .startsWith("the inventory is not used: s3://reports/inventory/source/other/: no complete");
  }

  @Test
  void aManifestThatIsNotWhatWasDeliveredIsRefused() {
    WrittenReport report = report("a");
    String manifest = deliver(report);
    WrittenReport.put(
        reports,
        manifest,
        report.manifest().replace("daily/data", "daily/dada").getBytes(StandardCharsets.UTF_8));

    assertThat(refusal(manifest)).contains(manifest).contains("manifest.checksum");
  }

  @Test
  void aManifestWithoutChecksumIsRefused() {
    WrittenReport report = report("a");
    String manifest = deliver(report);
    reports.remove(ObjectKey.of(report.at("manifest.checksum")));

    assertThat(refusal(manifest)).contains("manifest.checksum").contains("missing");
  }

  @Test
  void theManifestOfAnotherBucketIsRefused() {
    WrittenReport report = report("a");
    report.sourceBucket = "arn:aws:s3:::other";

    assertThat(refusal(deliver(report)))
        .contains("it is about the bucket other, and the source is source");
  }

  @Test
  void aMissingFileIsRefusedByName() {
    WrittenReport report = report("a");
    String manifest = deliver(report);
    reports.remove(ObjectKey.of(report.data(0)));

    assertThat(refusal(manifest)).contains(report.data(0) + ": it is missing");
  }

  @Test
  void aFileOfAnotherSizeIsRefusedByName() {
    WrittenReport report = report("a");
    String manifest = deliver(report);
    WrittenReport.put(reports, report.data(0), new byte[3]);

    assertThat(refusal(manifest)).contains(report.data(0) + ": it has 3 bytes, and ");
  }

  @Test
  void aFileWithOtherBytesIsRefusedByName() {
    WrittenReport report = report("a").endFile();
    report.row("source", "b", "7", WHEN, E1, "").endFile();
    String manifest = deliver(report);
    byte[] bytes = reports.object(ObjectKey.of(report.data(1))).content().toBytes();
    bytes[bytes.length - 1] ^= 1;
    WrittenReport.put(reports, report.data(1), bytes);

    assertThat(refusal(manifest)).contains(report.data(1) + ": its MD5 is ");
  }

  @Test
  void aFileThatWasTruncatedBeforeItWasDeliveredIsRefusedByName() {
    byte[] whole = WrittenReport.gzip("\"source\",\"a\",\"7\",\"" + WHEN + "\",\"e\",\"\"\n");
    WrittenReport report = new WrittenReport().file(Arrays.copyOf(whole, whole.length - 9));

    assertThat(refusal(deliver(report)))
        .contains(report.data(0) + ": its compressed bytes end too early");
  }

  @Test
  void aFileThatIsNotCompressedIsRefusedByName() {
    WrittenReport report =
        new WrittenReport().file("\"source\",\"a\"".getBytes(StandardCharsets.UTF_8));

    assertThat(refusal(deliver(report))).contains(report.data(0)).containsIgnoringCase("gzip");
  }

  @Test
  void aRowThatIsNoneIsRefusedByItsNumber() {
    assertThat(refusal(deliver(report("a").row("source", "b"))))
        .contains("row 2 has 2 fields, and 6 by its manifest");
    assertThat(refusal(deliver(report("a").row("source", "b", "big", WHEN, E1, ""))))
        .contains("row 2 is none of an inventory");
  }

  @Test
  void aReportThatCannotBeComparedIsRefused() {
    WrittenReport report = new WrittenReport();
    report.fields = "Bucket, Key, Size";

    assertThat(refusal(deliver(report.row("source", "a", "1"))))
        .contains("no field LastModifiedDate", "configuration");
  }

  @Test
  void orcIsRefusedWithWhatToDo() {
    WrittenReport report = report("a");
    report.format = "ORC";

    assertThat(refusal(deliver(report))).contains("ORC").contains("Parquet or CSV");
  }

  @Test
  void somethingElseThanAManifestIsRefused() {
    for (String text : List.of("[]", "{}", "no json", "{\"fileFormat\":\"XML\"}")) {
      WrittenReport report = report("a");
      String manifest = deliver(report);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      WrittenReport.put(reports, manifest, bytes);
      WrittenReport.put(
          reports,
          report.at("manifest.checksum"),
          ReportBucket.md5(bytes).getBytes(StandardCharsets.UTF_8));

      assertThat(refusal(manifest)).contains("the inventory is not used");
    }
  }

  private String deliver(WrittenReport report) {
    return report.deliver(reports);
  }
}
