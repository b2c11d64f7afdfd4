package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.cli.ExitCode;
import dev.longhaul.demo.Longhaul.Ended;
import dev.longhaul.demo.SharedServers.Bucket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `longhaul verify`: what it calls equal is equal, and it names what is not.
final class VerifyTest {

  private static final Sample SAMPLE =
      Sample.of("key", 50).withMetadata("name", "value").withTag("tag", "value");

  @TempDir private Path folder;
  private final Bucket source = SharedServers.onS3Mock();
  private final Bucket destination = SharedServers.onOtherS3Mock();

  private Longhaul longhaul() {
    return new Longhaul(folder, source, destination);
  }

  @Test
  void callsEqualWhatASyncMadeEqual() {
    source.samples().put(SampleData.attributes());
    longhaul().sync();

    for (String[] options : new String[][] {{}, {"--metadata"}, {"--deep"}, {"--deep=10%"}}) {
      Ended ended = longhaul().verify(options);
      assertThat(ended.code()).as(ended.all()).isEqualTo(ExitCode.DONE);
    }
  }

  @Test
  void namesWhatOnlyOneSideHas() {
    source.samples().put(Sample.of("only-at-source", 5));
    destination.samples().put(Sample.of("only-at-destination", 5));

    Ended ended = longhaul().verify();

    assertThat(ended.code()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(ended.all()).contains("only-at-source", "missing", "only-at-destination", "extra");
  }

  @Test
  void namesOtherBytesOfTheSameSize() {
    assertNamed(SAMPLE.withSeed(5), "bytes");
  }

  @Test
  void namesOtherMetadata() {
    assertNamed(SAMPLE.withMetadata("name", "other"), "metadata", "--metadata");
  }

  @Test
  void namesOtherHeaders() {
    assertNamed(SAMPLE.withHeader("Cache-Control", "private"), "metadata", "--metadata");
  }

  @Test
  void namesOtherTags() {
    assertNamed(SAMPLE.withTag("tag", "other"), "tags", "--metadata");
  }

  private void assertNamed(Sample other, String what, String... options) {
    source.samples().put(SAMPLE);
    destination.samples().put(other);

    Ended ended = longhaul().verify(options);

    assertThat(ended.code()).as(ended.all()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(ended.all()).contains("key", what);
  }

  @Test
  void answersProgramsInJson() {
    source.samples().put(SAMPLE);

    Ended ended = longhaul().verify("--json");

    assertThat(ended.code()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(ended.out().lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    assertThat(ended.out()).contains("\"key\":\"key\"", "\"missing\"");
  }

  @Test
  void namesAnotherStorageClass() {
    source.samples().put(SAMPLE);
    longhaul().sync();

    Ended ended = longhaul().verify("--metadata", "--storage-class", "STANDARD=STANDARD_IA");

    assertThat(ended.code()).as(ended.all()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(ended.all()).contains("class");
  }

  @Test
  @Hazard(52)
  void callsAKeyMissingThatTheDestinationFoldsIntoAnother() {
    Bucket proxy = SharedServers.onS3Proxy();
    source.samples().put(List.of(Sample.of("a/b", 5), Sample.of("a//b", 5)));
    Longhaul route = new Longhaul(folder, source, proxy);
    route.sync();

    Ended ended = route.verify("--metadata");

    assertThat(ended.code()).as(ended.all()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(ended.all()).contains("a//b", "missing").doesNotContain("a/b:");
  }

  @Test
  void cannotTellWhenASideRefuses() {
    source.samples().put(SAMPLE);

    Ended ended = new Longhaul(folder, source, destination.withWrongSecret()).verify();

    assertThat(ended.code()).as(ended.all()).isEqualTo(ExitCode.UNKNOWN);
  }
}
