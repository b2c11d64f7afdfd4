package dev.longhaul.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Holds the whole code base to [SourceRules] and [DocumentRules]. [TidyRulesTest] shows that each
/// rule can fail.
final class TidyTest {
  private static final SourceTree TREE = SourceTree.find();
  private static final List<SourceFile> SOURCES = SourceFile.readAll(TREE.ending(".java"));

  /// Names that ARCHITECTURE.md may set in backticks though they are not ours: S3's operations and
  /// headers, and types of libraries that the text has to mention.
  private static final Set<String> FOREIGN_NAMES =
      Set.of(
          "ETag",
          "AbortMultipartUpload",
          "CompleteMultipartUpload",
          "CopyObject",
          "CreateMultipartUpload",
          "DeleteObject",
          "GetObject",
          "GetObjectTagging",
          "GetObjectVersion",
          "HeadBucket",
          "HeadObject",
          "ListObjectsV2",
          "PutObject",
          "PutObjectTagging",
          "UploadPart",
          "UploadPartCopy",
          "ServiceLoader");

  @Test
  void methodsAreShort() {
    assertTidy(SourceRules::methodsAreShort);
  }

  @Test
  void filesAreShort() {
    assertTidy(SourceRules::filesAreShort);
  }

  @Test
  void parametersAreFew() {
    assertTidy(SourceRules::parametersAreFew);
  }

  @Test
  void linesAreNarrow() {
    assertTidy(SourceRules::linesAreNarrow);
  }

  @Test
  void nothingIsUnfinished() {
    assertTidy(SourceRules::nothingIsUnfinished);
  }

  @Test
  void noCodeIsCommentedOut() {
    assertTidy(SourceRules::noCodeIsCommentedOut);
  }

  @Test
  void limitsOfTestsLeaveLoadedMachinesTime() {
    assertTidy(SourceRules::limitsLeaveTime);
  }

  @Test
  void typesAreExplained() {
    assertTidy(SourceRules::typesAreExplained);
  }

  @Test
  void namesSaySomething() {
    assertTidy(SourceRules::namesSaySomething);
  }

  @Test
  void portsAreSmall() {
    assertTidy(SourceRules::portsAreSmall);
  }

  @Test
  void nothingInTheEngineIsSynchronized() {
    assertTidy(file -> SourceRules.nothingIsSynchronized(file, Packages.ENGINE));
  }

  @Test
  void packagesAreExplained() {
    assertTidy(SourceRules::packagesAreExplained);
  }

  @Test
  void everyPackageHasItsPackageInfo() {
    Set<String> explained = new LinkedHashSet<>();
    SOURCES.stream().filter(SourceFile::isPackageInfo).forEach(f -> explained.add(f.packageName()));

    assertThat(SOURCES.stream().map(SourceFile::packageName).distinct())
        .isNotEmpty()
        .filteredOn(name -> !explained.contains(name))
        .isEmpty();
  }

  @Test
  void documentsHaveOneTitle() {
    assertTidy(".md", DocumentRules::documentsHaveOneTitle);
  }

  @Test
  void linksLeadSomewhere() {
    assertTidy(".md", DocumentRules::linksLeadSomewhere);
  }

  @Test
  void theArchitectureNamesTypesThatExist() {
    Set<String> types = new LinkedHashSet<>(FOREIGN_NAMES);
    SOURCES.forEach(file -> types.addAll(SourceRules.typeNames(file)));
    Path document = TREE.root().resolve("ARCHITECTURE.md");

    if (Files.exists(document)) {
      assertThat(DocumentRules.typesExist(document, SourceFile.read(document), types)).isEmpty();
    }
  }

  @Test
  void noMachineIsNamed() {
    for (String ending : List.of(".md", ".java", ".xml", ".yml", ".yaml", ".sh", ".properties")) {
      assertTidy(ending, DocumentRules::noMachineIsNamed);
    }
  }

  private static void assertTidy(Function<SourceFile, List<Finding>> rule) {
    assertThat(SOURCES).isNotEmpty();
    assertThat(SOURCES.stream().flatMap(file -> rule.apply(file).stream()).toList()).isEmpty();
  }

  private static void assertTidy(String ending, TextRule rule) {
    List<Finding> found = new ArrayList<>();
    for (Path file : TREE.ending(ending)) {
      found.addAll(rule.check(file, SourceFile.read(file)));
    }
    assertThat(found).isEmpty();
  }

  /// A rule over a text and where it stands.
  interface TextRule {
    List<Finding> check(Path file, String text);
  }
}
