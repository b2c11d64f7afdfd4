package dev.longhaul.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs `./longhaul` in a clone whose Maven only notes that it was called and whose java only
/// prints what it was given.
final class LauncherTest {
  @TempDir private Path folder;
  private Path clone;
  private Path source;
  private Shell shell;

  @BeforeEach
  void makeTheClone() throws Exception {
    clone = folder.resolve("a clone");
    Shell.copyFromClone("longhaul", clone);
    Shell.copyFromClone("bin/find-jdk", clone);
    Shell.script(
        clone.resolve("mvnw"),
        """
        cd "$(dirname "$0")"
        echo "$@" >>maven-calls
        sleep "${BUILD_SECONDS-0}"
        [ -z "${BUILD_FAILS-}" ] || { echo broken; exit 1; }
        mkdir -p product/target/quick
        touch product/target/quick/longhaul.jar
        """);
    source = clone.resolve("product/src/main/java/A.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, "class A {}");
    Path jdk = folder.resolve("jdk");
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25\"\n");
    Shell.script(jdk.resolve("bin/javac"), "exit 1");
    Shell.script(
        jdk.resolve("bin/java"),
        """
        case "$*" in *AOTCacheOutput*) exit 0;; esac
        printf '%s\\n' "$@"
        exit "${JAVA_ENDS-0}"
        """);
    shell = new Shell(folder, Map.of("LONGHAUL_JAVA_HOME", jdk.toString()));
  }

  @Test
  void buildsWhenNothingIsBuiltAndNotAgain() throws Exception {
    Shell.Answer first = longhaul("version");
    Shell.Answer second = longhaul("version");

    assertThat(first.err()).startsWith("longhaul: building itself").hasLineCount(1);
    assertThat(second.err()).isEmpty();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws Exception {
    longhaul("version");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
    longhaul("version");

    assertThat(builds()).hasSize(2);
  }

  @Test
  void buildsOnceForTwoWhoStartAtTheSameTime() throws Exception {
    Shell slow = shell.with(Map.of("BUILD_SECONDS", "1"));
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      processes.add(slow.start(clone.resolve("longhaul").toString(), "version"));
    }
    for (Process process : processes) {
      assertThat(Shell.await(process).exit()).isZero();
    }

    assertThat(builds()).hasSize(1);
  }

  @Test
  void aLockThatADeadProcessLeftIsTakenOver() throws Exception {
    Process dead = shell.start("/bin/sh", "-c", "exit 0");
    dead.waitFor();
    Files.createDirectories(clone.resolve("target"));
    Path lock = clone.resolve("target/build.lock");
    Files.createSymbolicLink(lock, Path.of(Long.toString(dead.pid())));

    assertThat(longhaul("version").exit()).isZero();
    assertThat(builds()).hasSize(1);
    assertThat(Files.exists(lock, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void aBuildThatFailsSaysWhereTheReasonIsAndStartsNothing() throws Exception {
    Shell.Answer answer =
        shell.with(Map.of("BUILD_FAILS", "yes")).run(clone.resolve("longhaul").toString(), "sync");

    assertThat(answer.exit()).isEqualTo(70);
    assertThat(answer.out()).isEmpty();
    String log = answer.err().strip().replaceFirst("(?s).* the reason is in ", "");
    assertThat(Path.of(log)).content().contains("broken");
    assertThat(longhaul("version").exit()).isZero();
  }

  @Test
  void passesArgumentsOptionsAndTheExitCodeOn() throws Exception {
    Shell.Answer answer =
        shell
            .with(Map.of("JAVA_ENDS", "3", "LONGHAUL_JAVA_OPTS", "-Xmx1g -Dx=y"))
            .run(clone.resolve("longhaul").toString(), "sync", "s3://a b", "*", "");

    assertThat(answer.exit()).isEqualTo(3);
    assertThat(answer.out().lines().toList())
        .containsSubsequence("-Xmx1g", "-Dx=y", "-cp")
        .endsWith("dev.longhaul.Main", "sync", "s3://a b", "*", "");
  }

  @Test
  void worksThroughLinksFromAnyFolder() throws Exception {
    Files.createDirectories(folder.resolve("bin"));
    Files.createSymbolicLink(folder.resolve("bin/direct"), clone.resolve("longhaul"));
    Files.createSymbolicLink(folder.resolve("bin/longhaul"), Path.of("direct"));

    assertThat(shell.run(folder.resolve("bin/longhaul").toString(), "version").exit()).isZero();
    assertThat(shell.run("a clone/longhaul", "version").exit()).isZero();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void onlyTheDemoAndHelpGetTheClassesOfTheDemo() throws Exception {
    assertThat(longhaul("sync").out()).doesNotContain("longhaul-demo.jar");
    assertThat(longhaul("demo").out()).contains("longhaul-demo.jar");
    assertThat(longhaul("--help").out()).contains("longhaul-demo.jar");
    assertThat(longhaul().out()).contains("longhaul-demo.jar");
  }

  private Shell.Answer longhaul(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(clone.resolve("longhaul").toString()));
    command.addAll(List.of(arguments));
    return shell.run(command.toArray(String[]::new));
  }

  private List<String> builds() throws Exception {
    return Files.readAllLines(clone.resolve("maven-calls"));
  }
}
