package dev.longhaul.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.config.RefusedSettings.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvFileSource(
      resources = "/configuration/refused-of-a-store.txt",
      delimiter = '|',
      quoteCharacter = '`')
  void whatIsWrongIsToldWithItsPlaceAndRemedy(String line, String told) {
    String text =
        Written.LEAST
            .replace("    region: eu-central-1\n", "")
            .replace("bucket: photos\n", "bucket: photos\n    " + line + "\n");

    assertThat(Written.to(folder, text).wrong()).singleElement().asString().startsWith(told);
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = "/configuration/refused-of-a-route.txt",
      delimiter = '|',
      quoteCharacter = '`')
  void whatARouteCannotMeanIsToldWithItsPlace(String line, String told) {
    String text = Written.LEAST + "    " + line + "\n";

    assertThat(Written.to(folder, text).wrong()).singleElement().asString().startsWith(told);
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = "/configuration/refused-elsewhere.txt",
      delimiter = '|',
      quoteCharacter = '`')
  void whatElseCannotBeMeantIsToldWithItsPlace(String line, String told) {
    assertThat(Written.to(folder, Written.LEAST + line + "\n").wrong())
        .singleElement()
        .asString()
        .startsWith(told);
  }

  @Test
  void everythingWrongIsToldAtOnceInTheOrderOfTheFile() {
    String text =
        """
        stores:
          here: {bukket: a}
          there: {bucket: a/b, concurrency: x}
        routes:
          photos:
            source: here
            priority: 0
        """;

    assertThat(Written.to(folder, text).wrong())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("2:3: stores.here: has no bucket"),
            line -> assertThat(line).contains("2:10", "bukket", "did you mean bucket?"),
            line -> assertThat(line).startsWith("3:24: stores.there.concurrency"),
            line -> assertThat(line).startsWith("5:3: routes.photos: has no destination"));
  }

  @Test
  void whatDoesNotFitTogetherIsToldWhereItIsWritten() {
    String text = Written.LEAST.replace("source: here", "source: her").replace("there\n", "hre\n");

    assertThat(Written.to(folder, text).wrong())
        .containsExactly(
            "10:5: routes.photos.source: there is no store \"her\"; did you mean here?",
            "11:5: routes.photos.destination: there is no store \"hre\"; did you mean here?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# only a remark\n", "---\n", "~\n"})
  void anEmptyFileIsRefused(String text) {
    assertThat(Written.to(folder, text).wrong()).singleElement().asString().contains("is empty;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"- a\n- b\n", "words\n"})
  void whatHoldsNoSettingsIsRefused(String text) {
    assertThat(Written.to(folder, text).wrong())
        .singleElement()
        .asString()
        .contains("is not a configuration;");
  }

  @Test
  void tabsAreNamed() {
    assertThat(Written.to(folder, "stores:\n\there: {}\n").wrong())
        .containsExactly("2:1: a tab stands where YAML wants spaces; indent with spaces");
  }

  @Test
  void aSecondDocumentIsRefused() {
    assertThat(Written.to(folder, Written.LEAST + "---\na: b\n").wrong())
        .singleElement()
        .asString()
        .startsWith("12:1: a second document begins");
  }

  @Test
  void whatIsNotTextIsRefused() {
    byte[] latin = "stores: {k\u00F6ln: {}}".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(Written.to(folder, latin).wrong())
        .containsExactly(" is not text in UTF-8; save it in that encoding");
    assertThat(Written.to(folder, "stores: \u0007\n").wrong())
        .containsExactly("1: holds U+0007, which is no character of text");
  }

  @Test
  void sizeDepthAndAliasesHaveLimits() {
    assertThat(Written.to(folder, "#".repeat((1 << 20) + 1)).wrong())
        .containsExactly(" has more than 1,048,576 bytes, so it is not what is meant");
    assertThat(Written.to(folder, "a: " + "[".repeat(500_000)).wrong())
        .singleElement()
        .asString()
        .contains("is nested deeper than any setting");
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int level = 1; level < 30; level++) {
      String before = "*a" + (level - 1) + ", ";
      bomb.append("a%d: &a%d [%sx]\n".formatted(level, level, before.repeat(9)));
    }
    assertThat(Written.to(folder, bomb.toString()).wrong())
        .singleElement()
        .asString()
        .contains("aliases multiply it");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path missing = folder.resolve("missing.yaml");

    assertThat(Written.at(missing).wrong()).containsExactly(" there is no such file");
    assertThat(Written.at(folder).wrong()).containsExactly(" is a folder, not a file");
  }

  @Hazard(79)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "console: {token: top secret}",
        "console: {token: [top secret]}",
        "alerts: {a: {url: top-secret}}",
        "alerts: {a: {url: 'https://h/top secret'}}",
        "stores: {a: {bucket: b, credentials: top-secret}}",
        "console: {token: '${top secret'}",
      })
  void noSecretIsRepeatedInAMessage(String line) {
    assertThat(Written.to(folder, Written.LEAST.replace("stores:", "old:") + line).wrong())
        .isNotEmpty()
        .noneMatch(text -> text.contains("top") && !text.contains("there is no such"))
        .noneMatch(text -> text.replace("secretsmanager:NAME", "").contains("secret"));
  }

  @Hazard(79)
  @Test
  void aSecretThatOthersCanReadIsRemarked() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "t0ken\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
    Written written = Written.to(folder, Written.LEAST + "console: {token: file:token}\n");

    List<Refusal> remarks = written.load().remarks();

    assertThat(remarks).extracting(Refusal::setting).containsExactly("console.token");
    assertThat(remarks.getFirst().why())
        .contains(token.toString(), "chmod")
        .doesNotContain("t0ken");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(written.load().remarks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "${TOKEN}, s3cr3t-token",
    "a-${TOKEN}-b, a-s3cr3t-token-b",
    "${NOBODY:-otherwise}, otherwise",
    "'${NOBODY:-}x', x",
    "$${TOKEN}, ${TOKEN}",
    "5$, 5$",
    "$TOKEN, $TOKEN",
  })
  void variablesArePutIntoValues(String written, String meant) {
    assertThat(new Substitution(Written.ENVIRONMENT).apply(written)).isEqualTo(meant);
  }
}
