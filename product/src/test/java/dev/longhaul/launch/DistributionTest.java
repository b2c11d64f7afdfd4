package dev.longhaul.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Main;
import dev.longhaul.tidy.SourceTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The archive for machines without Java: its launcher, in an archive whose java only prints what
/// it was given, and the modules that its runtime is made of.
final class DistributionTest {
  private static final Pattern MODULES = Pattern.compile("<dist.modules>(.*)</dist.modules>");

  /// The reader of Parquet looks whether the one is there, and no JVM of ours is told to bring it;
  /// Jetty tames the other within servers of pages, which nothing here asks it to; the last is
  /// needed by what the demo uses and no archive holds.
  private static final Set<String> OPTIONAL =
      Set.of("jdk.incubator.vector", "java.desktop", "jdk.httpserver");

  @TempDir private Path folder;
  private Path launcher;

  @BeforeEach
  void unpack() throws IOException {
    Path archive = folder.resolve("an archive");
    Files.createDirectories(archive.resolve("runtime/bin"));
    launcher = archive.resolve("longhaul");
    Files.copy(SourceTree.find().root().resolve("product/src/dist/longhaul"), launcher);
    Shell.script(archive.resolve("runtime/bin/java"), "printf '%s\\n' \"$@\"; exit 3\n");
  }

  @Test
  void startsItsOwnRuntimeFromAnyFolderAndThroughLinks() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), launcher);

    Shell.Answer answer =
        new Shell(folder, Map.of("LONGHAUL_JAVA_OPTS", "-Xmx1g -Dx=y"))
            .run(link.toString(), "sync", "s3://a b", "*", "");

    assertThat(answer.exit()).isEqualTo(3);
    assertThat(answer.out().lines().toList())
        .containsSubsequence(
            "-Xmx1g", "-Dx=y", "-cp", launcher.resolveSibling("app/longhaul.jar").toString())
        .endsWith("dev.longhaul.Main", "sync", "s3://a b", "*", "");
  }

  @Test
  void saysWhereTheDemoIs() throws Exception {
    Shell.Answer answer = new Shell(folder, Map.of()).run(launcher.toString(), "demo");

    assertThat(answer.exit()).isEqualTo(64);
    assertThat(answer.err()).contains("./longhaul demo").hasLineCount(1);
  }

  @Test
  void itsRuntimeHasTheModulesThatOurCodeNeeds() throws Exception {
    String pom = Files.readString(SourceTree.find().root().resolve("product/pom.xml"));
    Matcher modules = MODULES.matcher(pom);
    assertThat(modules.find()).isTrue();

    assertThat(List.of(modules.group(1).split(","))).containsAll(needed());
  }

  private static List<String> needed() throws URISyntaxException {
    Path classes = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    StringWriter printed = new StringWriter();
    StringWriter complaints = new StringWriter();
    int exit =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                new PrintWriter(printed, true),
                new PrintWriter(complaints, true),
                "--ignore-missing-deps",
                "--multi-release=25",
                "--print-module-deps",
                "--class-path=" + System.getProperty("java.class.path"),
                classes.toString());
    assertThat(exit).as("%s%s", printed, complaints).isZero();
    return Stream.of(printed.toString().strip().split(","))
        .filter(module -> !OPTIONAL.contains(module))
        .toList();
  }
}
