package dev.longhaul.alert.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.alert.AlertTarget.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Starting real programs.
final class CommandTargetTest {
  @TempDir private Path folder;
  private final List<String> remarks = new ArrayList<>();

  private Answer tell(Duration patience, String... words) {
    return new CommandTarget(List.of(words), patience, remarks::add).tell(Notices.parked());
  }

  private Answer tell(String... words) {
    return tell(Duration.ofSeconds(30), words);
  }

  @Test
  void theProgramGetsTheJsonOnStandardInput() throws IOException {
    Path file = folder.resolve("got");
    assertThat(tell("/bin/sh", "-c", "cat > \"$0\"", file.toString()))
        .isEqualTo(new Answer.Taken());
    assertThat(Files.readString(file)).isEqualTo(Notices.parked().json() + "\n");
    assertThat(remarks).isEmpty();
  }

  @Test
  @Hazard(76)
  void noShellReadsItsWords() {
    assertThat(tell("/bin/echo", "$(id)", "; exit 3", "\u001b[31m")).isEqualTo(new Answer.Taken());
    assertThat(remarks).containsExactly("/bin/echo says: $(id) ; exit 3 \\u001b[31m");
  }

  @Test
  void oneThatFailsIsTriedAgainAndWhatItSaysIsRemarked() {
    assertThat(tell("/bin/sh", "-c", "echo no network >&2; exit 7"))
        .isEqualTo(new Answer.Failed("/bin/sh ended with 7", true));
    assertThat(remarks).containsExactly("/bin/sh says: no network");
  }

  @Test
  void oneThatIsNotThereIsNotTriedAgain() {
    assertThat(tell(folder.resolve("nothing").toString()))
        .isInstanceOfSatisfying(
            Answer.Failed.class, failed -> assertThat(failed.again()).isFalse());
  }

  @Test
  void oneThatHangsIsEndedWithAllItStarted() throws IOException {
    Path child = folder.resolve("child");
    assertThat(
            tell(
                Duration.ofSeconds(2),
                "/bin/sh",
                "-c",
                "sleep 600 & echo $! > \"$0\"; wait",
                child.toString()))
        .isEqualTo(new Answer.Failed("/bin/sh took longer than 2 s and was ended", true));
    long number = Long.parseLong(Files.readString(child).strip());
    assertThat(ProcessHandle.of(number).map(handle -> handle.onExit().join().isAlive()))
        .isIn(java.util.Optional.empty(), java.util.Optional.of(false));
  }

  @Test
  void oneThatPrintsWithoutEndIsReadAndForgotten() {
    assertThat(tell("/bin/sh", "-c", "head -c 3000000 /dev/zero | tr '\\0' x"))
        .isEqualTo(new Answer.Taken());
    assertThat(remarks).singleElement().asString().hasSizeLessThan(2_100);
  }
}
