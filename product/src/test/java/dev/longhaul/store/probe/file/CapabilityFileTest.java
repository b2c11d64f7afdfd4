package dev.longhaul.store.probe.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.Capabilities.TagSupport;
import dev.longhaul.store.KeyShape;
import dev.longhaul.store.probe.CapabilityCache.Subject;
import dev.longhaul.store.probe.Finding;
import dev.longhaul.store.probe.ProbeReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapabilityFileTest {
  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("deep/capabilities.json");
  }

  private static Subject subject(String prefix, @Nullable String server) {
    return new Subject(
        "s3://bucket at https://s3.example.com",
        prefix,
        "BucketDefault[]",
        new TreeSet<>(List.of("GLACIER")),
        server);
  }

  private static ProbeReport report(TagSupport tags) {
    TreeMap<String, Boolean> classes = new TreeMap<>();
    classes.put("GLACIER", true);
    classes.put("STANDARD_IA", false);
    return new ProbeReport(
        new Capabilities(
            new Capabilities.Preconditions(true, false, true, false, true),
            new Capabilities.Etags(true, false),
            new TreeSet<>(List.of(ChecksumAlgorithm.CRC32C, ChecksumAlgorithm.SHA256)),
            true,
            tags,
            new TreeSet<>(List.of(KeyShape.DOT, KeyShape.CONTROL)),
            classes,
            false),
        List.of(new Finding("tags", Finding.Verdict.YES, "kept \u0001 \u65e5\u672c")),
        List.of(),
        Instant.parse("2026-01-02T03:04:05.678Z"));
  }

  @Test
  void aReportComesBackAsItWas() {
    for (TagSupport tags : TagSupport.values()) {
      assertThat(new CapabilityFile(file).record(subject("p/", null), report(tags))).isEmpty();
      assertThat(new CapabilityFile(file).find(subject("p/", null))).contains(report(tags));
    }
  }

  @Test
  void reportsOfOtherSubjectsAreKeptApart() {
    CapabilityFile cache = new CapabilityFile(file);
    cache.record(subject("p/", "A"), report(TagSupport.NONE));
    cache.record(subject("q/", "A"), report(TagSupport.COUNTED));
    assertThat(cache.find(subject("p/", "A"))).contains(report(TagSupport.NONE));
    assertThat(cache.find(subject("q/", "A"))).contains(report(TagSupport.COUNTED));
    assertThat(cache.find(subject("p/", "B"))).isEmpty();
    assertThat(cache.find(subject("p/", null))).isEmpty();
  }

  @Test
  void onlySoManyAreKeptTheOldestGo() {
    CapabilityFile cache = new CapabilityFile(file);
    for (int number = 0; number <= CapabilityFile.MAX_REPORTS; number++) {
      cache.record(subject("p" + number, null), report(TagSupport.NONE));
    }
    assertThat(cache.find(subject("p0", null))).isEmpty();
    assertThat(cache.find(subject("p1", null))).isPresent();
    assertThat(cache.find(subject("p" + CapabilityFile.MAX_REPORTS, null))).isPresent();
  }

  @Test
  void aDamagedFileCountsAsNoneAndIsReplaced() throws IOException {
    CapabilityFile cache = new CapabilityFile(file);
    cache.record(subject("p/", null), report(TagSupport.NONE));
    String whole = Files.readString(file);
    for (String damaged :
        List.of(
            "",
            "not json",
            "[]",
            "null",
            whole.substring(0, whole.length() / 2),
            whole.replace("\"NONE\"", "\"SOME\""),
            whole.replace("2026-01-02", "yesterday"),
            whole.replace("\"version\" : \"1\"", "\"version\" : \"2\""))) {
      Files.writeString(file, damaged);
      assertThat(cache.find(subject("p/", null))).as(damaged).isEmpty();
    }
    assertThat(cache.record(subject("p/", null), report(TagSupport.ASKED))).isEmpty();
    assertThat(cache.find(subject("p/", null))).contains(report(TagSupport.ASKED));
  }

  @Test
  void nothingButTheFileIsLeftInTheFolder() throws IOException {
    new CapabilityFile(file).record(subject("p/", null), report(TagSupport.NONE));
    try (Stream<Path> files = Files.list(folder.resolve("deep"))) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() throws IOException {
    Files.writeString(folder.resolve("deep"), "a file where the folder should be");
    assertThat(new CapabilityFile(file).record(subject("p/", null), report(TagSupport.NONE)))
        .hasValueSatisfying(why -> assertThat(why).contains("capabilities.json"));
  }
}
