package dev.longhaul.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.cli.ExitCode;
import dev.longhaul.config.ByteSize;
import dev.longhaul.config.ProcessLimits;
import dev.longhaul.tidy.SourceTree;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// That the unit of systemd and the recipe of an image name what is there, and fit what `run` does.
final class PackagingTest {
  private static final Path ROOT = SourceTree.find().root();
  private static final String LAUNCHER = "/opt/longhaul/longhaul";

  @Test
  void theUnitStartsTheLauncherOfTheArchiveWithOptionsThatExist() throws IOException {
    assertThat(set("ExecStart")).isEqualTo(LAUNCHER + " run --config /etc/longhaul/longhaul.yaml");
    assertThat(ROOT.resolve("product/src/dist/longhaul")).isExecutable();
    assertThat(text("product/src/test/resources/help/run.txt")).contains("--config=");
    assertThat(set("Type")).isEqualTo("notify");
    assertThat(set("ExecReload")).isEqualTo("/bin/kill -HUP $MAINPID");
  }

  @Test
  void theUnitDoesNotTryAgainWhatCannotGetBetter() throws IOException {
    assertThat(set("Restart")).isEqualTo("on-failure");
    assertThat(set("RestartPreventExitStatus"))
        .isEqualTo(Integer.toString(ExitCode.USAGE.number()));
  }

  @Test
  void theUnitGivesTheProcessTheTimeAndTheMemoryThatItTakes() throws IOException {
    Duration stop = Duration.ofSeconds(Long.parseLong(set("TimeoutStopSec")));
    assertThat(stop).isGreaterThan(ProcessLimits.DEFAULT.stopWithin().plusSeconds(30));
    Matcher heap = Pattern.compile("-Xmx(\\d+)m").matcher(text("product/src/dist/longhaul"));
    assertThat(heap.find()).isTrue();
    ByteSize most = ByteSize.parse(set("MemoryMax").replace("G", "GiB"));
    assertThat(most.bytes()).isGreaterThanOrEqualTo(2 * (Long.parseLong(heap.group(1)) << 20));
  }

  @Test
  void theUnitAllowsWhatJavaAndSystemdNeed() throws IOException {
    assertThat(set("RestrictAddressFamilies").split(" "))
        .containsExactlyInAnyOrder("AF_UNIX", "AF_INET", "AF_INET6");
    assertThat(settings("packaging/longhaul.service", "MemoryDenyWriteExecute=")).isEmpty();
    assertThat(set("StateDirectory")).isEqualTo("longhaul");
    assertThat(set("WorkingDirectory")).isEqualTo("/var/lib/longhaul");
  }

  @Test
  void theImageIsMadeOfTheArchiveThatTheBuildMakes() throws IOException {
    String pattern = image("ARG ARCHIVE=product/target/");
    String pom = text("product/pom.xml");
    assertThat(pom)
        .contains("${project.build.directory}/${dist.name}-${dist.os}-${os.arch}.tar.gz")
        .contains("<dist.name>longhaul-${project.version}</dist.name>");
    assertThat(Path.of("longhaul-1.2.3-linux-amd64.tar.gz"))
        .matches(FileSystems.getDefault().getPathMatcher("glob:" + pattern)::matches);
    assertThat(image("ENTRYPOINT ")).isEqualTo("[\"" + LAUNCHER + "\"]");
    assertThat(image("CMD ")).isEqualTo("[\"run\", \"--config\", \"/etc/longhaul/longhaul.yaml\"]");
    assertThat(image("USER ")).isNotEqualTo("root");
    assertThat(image("STOPSIGNAL ")).isEqualTo("SIGTERM");
  }

  private static String set(String key) throws IOException {
    List<String> values = settings("packaging/longhaul.service", key + "=");
    assertThat(values).as(key).hasSize(1);
    return values.getFirst();
  }

  private static String image(String begin) throws IOException {
    return settings("packaging/Containerfile", begin).getFirst();
  }

  private static List<String> settings(String file, String begin) throws IOException {
    return text(file)
        .lines()
        .filter(line -> line.startsWith(begin))
        .map(line -> line.substring(begin.length()))
        .toList();
  }

  private static String text(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }
}
