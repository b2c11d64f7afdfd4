package dev.longhaul.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.tidy.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs `bin/find-jdk` with the machine's usual folders exchanged for those of a temporary one. The
/// JDKs in it fail when started, so whoever is found was found by its release file.
final class FindJdkTest {
  @TempDir private Path machine;

  @BeforeEach
  void copyTheScript() throws IOException {
    String script = Files.readString(SourceTree.find().root().resolve("bin/find-jdk"));
    String moved = script.replaceAll("(?m)^  /(\\w)", "  " + machine + "/$1");
    assertThat(moved).isNotEqualTo(script);
    Files.writeString(machine.resolve("find-jdk"), moved);
  }

  @Test
  void findsANewEnoughJdkAmongOlderOnes() throws Exception {
    jdk("usr/lib/jvm/java-17-openjdk", "17.0.15");
    Path wanted = jdk("usr/lib/jvm/temurin-25", "25.0.3");
    jdk("usr/lib/jvm/zulu-8", "1.8.0_402");

    assertThat(findJdk(Map.of())).isEqualTo(new Shell.Answer(0, wanted + "\n", ""));
  }

  @Test
  void prefersWhatTheUserNamed() throws Exception {
    jdk("usr/lib/jvm/temurin-25", "25.0.3");
    Path named = jdk("opt/jdk-26", "26");

    assertThat(findJdk(Map.of("JAVA_HOME", named.toString())).out()).isEqualTo(named + "\n");
    assertThat(findJdk(Map.of("LONGHAUL_JAVA_HOME", named.toString())).out())
        .isEqualTo(named + "\n");
  }

  @Test
  void passesOverAnOldJavaHome() throws Exception {
    Path old = jdk("opt/jdk-17", "17.0.15");
    Path wanted = jdk("usr/lib/jvm/temurin-25", "25.0.3");

    assertThat(findJdk(Map.of("JAVA_HOME", old.toString())).out()).isEqualTo(wanted + "\n");
  }

  @Test
  void followsTheLinksOfTheJavaOnThePath() throws Exception {
    Path wanted = jdk("somewhere/jdk", "25");
    Path bin = Files.createDirectories(machine.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("java"), wanted.resolve("bin/java"));

    assertThat(findJdk(Map.of("PATH", bin + ":/usr/bin:/bin")).out()).isEqualTo(wanted + "\n");
  }

  @Test
  void looksIntoTheHomeFolder() throws Exception {
    Path wanted = jdk("me/.sdkman/candidates/java/25.0.3-tem", "25.0.3");

    assertThat(findJdk(Map.of("HOME", machine.resolve("me").toString())).out())
        .isEqualTo(wanted + "\n");
  }

  @Test
  void aRuntimeWithoutCompilerIsNoJdk() throws Exception {
    Path runtime = jdk("usr/lib/jvm/jre-25", "25.0.3");
    Files.delete(runtime.resolve("bin/javac"));

    assertThat(findJdk(Map.of()).exit()).isEqualTo(69);
  }

  @Test
  void saysInOneLineWhatToInstallWhenThereIsNone() throws Exception {
    jdk("usr/lib/jvm/java-17-openjdk", "17.0.15");

    Shell.Answer answer = findJdk(Map.of());

    assertThat(answer.exit()).isEqualTo(69);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err().lines()).hasSize(1).first().asString().contains("JDK 25", "install");
  }

  private Path jdk(String folder, String version) throws IOException {
    Path home = machine.resolve(folder);
    Files.createDirectories(home.resolve("bin"));
    for (String tool : List.of("java", "javac")) {
      Shell.script(home.resolve("bin").resolve(tool), "echo started >&2; exit 1");
    }
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  private Shell.Answer findJdk(Map<String, String> environment) throws Exception {
    Path none = Files.createDirectories(machine.resolve("none"));
    Shell shell = new Shell(machine, Map.of("PATH", onlyTools(), "HOME", none.toString()));
    return shell.with(environment).run("/bin/sh", machine.resolve("find-jdk").toString());
  }

  /// A PATH with what the script calls, but without this machine's java.
  private String onlyTools() throws IOException {
    Path tools = Files.createDirectories(machine.resolve("tools"));
    Path readlink = tools.resolve("readlink");
    Shell.script(readlink, "PATH=/usr/bin:/bin exec readlink \"$@\"\n");
    return tools.toString();
  }
}
