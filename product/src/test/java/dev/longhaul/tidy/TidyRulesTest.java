package dev.longhaul.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Shows, rule by rule, that what [TidyTest] forbids is found and that its neighbour is not.
final class TidyRulesTest {
  @Test
  void aMethodMayHaveSixtyLinesAndNoMore() {
    assertThat(SourceRules.methodsAreShort(method("int a;\n".repeat(58)))).isEmpty();
    assertThat(SourceRules.methodsAreShort(method("int a;\n".repeat(59)))).hasSize(1);
  }

  @Test
  void aFileMayHaveFourHundredLinesAndNoMore() {
    assertThat(SourceRules.filesAreShort(main("class A {" + "\n".repeat(398) + "}"))).isEmpty();
    assertThat(SourceRules.filesAreShort(main("class A {" + "\n".repeat(399) + "}"))).hasSize(1);
  }

  @Test
  void aMethodMayTakeFiveParameters() {
    SourceFile five = main("class A { A(int a, int b, int c, int d, int e) {} }");
    SourceFile six = main("class A { A(int a, int b, int c, int d, int e, int f) {} }");

    assertThat(SourceRules.parametersAreFew(five)).isEmpty();
    assertThat(SourceRules.parametersAreFew(six)).hasSize(1);
  }

  @Test
  void aRecordMayHaveEightComponents() {
    String eight = "int a, int b, int c, int d, int e, int f, int g, int h";
    SourceFile good = main("record A(" + eight + ") { static int x; A { } }");

    assertThat(SourceRules.parametersAreFew(good)).isEmpty();
    assertThat(SourceRules.parametersAreFew(main("record A(" + eight + ", int i) {}"))).hasSize(1);
  }

  @Test
  void aLineMayBeAHundredColumnsWideUnlessItImports() {
    String wide = "x".repeat(90);

    assertThat(SourceRules.linesAreNarrow(main("class A" + "x".repeat(91) + "{}"))).isEmpty();
    assertThat(SourceRules.linesAreNarrow(main("class A" + "x".repeat(92) + "{}"))).hasSize(1);
    assertThat(SourceRules.linesAreNarrow(main("import static a." + wide + ";"))).isEmpty();
  }

  @Test
  void aNoteToFinishLaterIsFound() {
    for (String note : List.of("TO" + "DO", "FIX" + "ME", "XX" + "X")) {
      assertThat(SourceRules.nothingIsUnfinished(main("class A { // " + note + " now\n}")))
          .hasSize(1);
    }
  }

  @Test
  void commentedOutCodeIsFound() {
    assertThat(SourceRules.noCodeIsCommentedOut(main("class A {\n  // int a = 1;\n}"))).hasSize(1);
    assertThat(SourceRules.noCodeIsCommentedOut(main("class A {\n  // Why, not what.\n}")))
        .isEmpty();
  }

  @Test
  void aTypeWithoutPurposeIsFound() {
    assertThat(SourceRules.typesAreExplained(main("class A {}"))).hasSize(1);
    assertThat(SourceRules.typesAreExplained(main("/// Does it.\nclass A { class B {} }")))
        .isEmpty();
  }

  @Test
  void aVagueNameIsFound() {
    for (String name : List.of("CopyManager", "KeyUtils", "StoreImpl", "AbstractStore")) {
      assertThat(SourceRules.namesSaySomething(main("class " + name + " {}"))).hasSize(1);
    }
    assertThat(SourceRules.namesSaySomething(main("class Simple {}"))).isEmpty();
  }

  @Test
  void aPortMayHaveEightMethods() {
    SourceFile eight = main("interface A {" + "void a();".repeat(8) + "default void b() {} }");
    SourceFile nine = main("interface A {" + "void a();".repeat(9) + "}");

    assertThat(SourceRules.portsAreSmall(eight)).isEmpty();
    assertThat(SourceRules.portsAreSmall(nine)).hasSize(1);
  }

  @Test
  void aMonitorInTheEngineIsFound() {
    SourceFile block = main("class A { void a() { synchronized (this) { } } }");
    SourceFile method = main("class A { synchronized void a() { } }");

    assertThat(SourceRules.nothingIsSynchronized(block, Set.of("a"))).hasSize(1);
    assertThat(SourceRules.nothingIsSynchronized(method, Set.of("a"))).hasSize(1);
    assertThat(SourceRules.nothingIsSynchronized(method, Set.of("b"))).isEmpty();
  }

  @Test
  void aPackageMustSayWhatItIsForAndBeNullMarked() {
    String path = "src/main/java/a/package-info.java";
    SourceFile good = SourceFile.of(path, "/// What this package is for.\n@NullMarked package a;");

    assertThat(SourceRules.packagesAreExplained(good)).isEmpty();
    assertThat(SourceRules.packagesAreExplained(SourceFile.of(path, "package a;"))).hasSize(2);
  }

  @Test
  void typeNamesIncludeNestedOnes() {
    SourceFile file = main("class A { record B() {} enum C { D } }");

    assertThat(SourceRules.typeNames(file)).containsExactly("A", "B", "C");
  }

  @Test
  void aDocumentHasExactlyOneTitle() {
    Path file = Path.of("a.md");

    assertThat(DocumentRules.documentsHaveOneTitle(file, "# A\n```\n# not a title\n```\n"))
        .isEmpty();
    assertThat(DocumentRules.documentsHaveOneTitle(file, "# A\n# B\n")).hasSize(1);
    assertThat(DocumentRules.documentsHaveOneTitle(file, "A\n")).hasSize(1);
  }

  @Test
  void aLinkMustLeadToAFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a.md");
    Files.writeString(folder.resolve("b.md"), "");

    assertThat(DocumentRules.linksLeadSomewhere(file, "[b](b.md#x) [w](https://w/) [h](#h)"))
        .isEmpty();
    assertThat(DocumentRules.linksLeadSomewhere(file, "[c](c.md)")).hasSize(1);
  }

  @Test
  void aTypeThatDoesNotExistIsFound() {
    Path file = Path.of("a.md");
    Set<String> types = Set.of("Planner");

    assertThat(DocumentRules.typesExist(file, "`Planner.plan`, `LIST`, `If-Match`", types))
        .isEmpty();
    assertThat(DocumentRules.typesExist(file, "`Planer`", types)).hasSize(1);
  }

  @Test
  void aFolderOfOneMachineIsFound() {
    Path file = Path.of("a.md");

    assertThat(DocumentRules.noMachineIsNamed(file, "see /ho" + "me/me/x")).hasSize(1);
    assertThat(DocumentRules.noMachineIsNamed(file, "see ~/x and src/home/x")).isEmpty();
  }

  @Test
  void aLimitThatALoadedMachineBreaksIsFound() {
    String limit = "@Time" + "out(%s)\nclass A {}";
    String patience = "class A {\nDuration PAT" + "IENCE = Duration.of%s;\n}";

    for (String tight : List.of("299", "15")) {
      assertThat(SourceRules.limitsLeaveTime(test(limit.formatted(tight)))).hasSize(1);
    }
    for (String tight : List.of("Seconds(60)", "Minutes(4)", "Millis(300_000)")) {
      assertThat(SourceRules.limitsLeaveTime(test(patience.formatted(tight)))).hasSize(1);
    }
    for (String enough : List.of("300", "3_600")) {
      assertThat(SourceRules.limitsLeaveTime(test(limit.formatted(enough)))).isEmpty();
    }
    for (String enough : List.of("Seconds(300)", "Minutes(5)", "Minutes(10)")) {
      assertThat(SourceRules.limitsLeaveTime(test(patience.formatted(enough)))).isEmpty();
    }
  }

  private static SourceFile test(String text) {
    return SourceFile.of("src/test/java/a/A.java", "package a;\n" + text);
  }

  private static SourceFile main(String text) {
    return SourceFile.of("src/main/java/a/A.java", "package a;\n" + text);
  }

  private static SourceFile method(String body) {
    return main("class A {\n void a() {\n" + body + "}\n}");
  }
}
